using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Completion;

/// <summary><c>mnv2c [suggest:POSITION] "COMMAND LINE"</c>: the shells' completion scripts ask with it.</summary>
internal sealed class SuggestAction(RootCommand root, SuggestDirective directive, CliConsole console) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root, CliConsole console)
    {
        if (root.Directives.OfType<SuggestDirective>().SingleOrDefault() is { } directive)
            directive.Action = new SuggestAction(root, directive, console);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var line = parseResult.Tokens.LastOrDefault(t => t.Type != TokenType.Directive)?.Value ?? "";
        foreach (var word in CompletionWords.After(root, line[..Position(parseResult, line.Length)]))
            console.Out.Write(word + "\n");
        return ExitCode.Success;
    }

    private int Position(ParseResult parseResult, int length) =>
        parseResult.GetResult(directive)?.Values is [var text, ..] && int.TryParse(text, out var position) && position >= 0
            ? Math.Min(position, length)
            : length;
}

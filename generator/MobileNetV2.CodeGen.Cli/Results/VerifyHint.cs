using System.CommandLine;
using System.CommandLine.Parsing;
using MobileNetV2.CodeGen.Cli.Words;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The command line of <c>verify</c> that proves what a command line of <c>compile</c> made.</summary>
internal static class VerifyHint
{
    /// <param name="onlyOfCompile">Options that say where files go and which, and that <c>verify</c> does not know.</param>
    public static string Of(ParseResult parse, string model, IReadOnlyCollection<Option> onlyOfCompile)
    {
        var command = parse.CommandResult;
        var options = command.Children.OfType<OptionResult>()
            .Where(o => !o.Implicit && command.Command.Options.Contains(o.Option) && !onlyOfCompile.Contains(o.Option))
            .SelectMany(Words);
        return string.Join(' ', ["mnv2c", "verify", ShellWord.Quote(model), .. options]);
    }

    private static IEnumerable<string> Words(OptionResult option) => option.Tokens.Count == 0
        ? [option.Option.Name]
        : option.Tokens.SelectMany(t => new[] { option.Option.Name, ShellWord.Quote(t.Value) });
}

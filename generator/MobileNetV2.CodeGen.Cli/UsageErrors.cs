using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli;

/// <summary>Prints what is wrong with a command line, with the closest name that exists.</summary>
internal static partial class UsageErrors
{
    /// <summary>True when the command line is wrong; a mistyped option that the parser took for the model is one.</summary>
    public static bool Exist(ParseResult parse) => parse.Errors.Count > 0 || UnknownOptions(parse).Any() || Empty(parse).Any();

    public static int Print(ParseResult parse, CliConsole console)
    {
        var path = PathOf(parse.CommandResult);
        foreach (var message in Messages(parse).Distinct())
            console.Error.WriteLine($"{path}: error {CommandLineDiagnostics.WrongCommandLine.Code}: {TerminalText.OneLine(message)}");
        console.Error.WriteLine($"  help: {path} --help");
        return ExitCode.Failure;
    }

    // A mistyped option makes its value and everything after it look wrong too; only the cause is worth telling.
    private static IEnumerable<string> Messages(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var options =
            UnknownOptions(parse).Select(o => Unknown("option", o, Known(parse).SelectMany(c => c.Aliases.Prepend(c.Name)))).ToList();
        if (options.Count > 0)
            return options;
        if (parse.UnmatchedTokens.Count > 0)
        {
            var kind = command.Subcommands.Count > 0 ? "command" : "argument";
            return parse.UnmatchedTokens.Select(t => kind == "command" ? UnknownCommand(t, command) : Unknown(kind, t, []));
        }

        return Empty(parse).Concat(parse.Errors.Select(e => InPlainWords(e.Message.TrimEnd('.'))));
    }

    /// <summary>A shell variable that was not set is the usual cause; as the name of a file it would only confuse.</summary>
    private static IEnumerable<string> Empty(ParseResult parse) => parse.CommandResult.Children
        .Where(c => c.Tokens.Any(t => t.Value.Length == 0))
        .Select(c =>
            $"{(c is OptionResult o ? o.Option.Name : c is ArgumentResult a ? a.Argument.Name : "an argument")}: the value is empty");

    // The parser names .NET types.
    private static string InPlainWords(string message)
    {
        var match = WrongType().Match(message);
        if (!match.Success)
            return message;
        var type = match.Groups["type"].Value;
        var wanted = type.Contains("Double", StringComparison.Ordinal) ? "number"
            : type.Contains("UInt", StringComparison.Ordinal) ? "whole number from 0"
            : string.Create(CultureInfo.InvariantCulture, $"whole number up to {int.MaxValue:N0}");
        return $"{match.Groups["option"].Value}: '{match.Groups["value"].Value}' is no {wanted}";
    }

    [GeneratedRegex(@"\ACannot parse argument '(?<value>.*)' for option '(?<option>.*)' as expected type '(?<type>.*)'\z",
        RegexOptions.Singleline)]
    private static partial Regex WrongType();

    // The command's own, and those of the root that every command takes.
    private static IEnumerable<Option> Known(ParseResult parse) =>
        parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(o => o.Recursive));

    private static IEnumerable<string> UnknownOptions(ParseResult parse) =>
        parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)
            .Concat(parse.UnmatchedTokens)
            .Where(t => t.Length > 1 && t[0] == '-');

    /// <summary>People also begin with what they have: a board or a model.</summary>
    private static string UnknownCommand(string token, Command command)
    {
        var isRoot = command is RootCommand;
        if (isRoot && Path.GetExtension(token) is ".tflite" or ".json")
            return $"unknown command '{token}'; did you mean 'mnv2c inspect {ShellWord.Quote(token)}'?";
        if (Suggestion.Closest(token, command.Subcommands.Select(c => c.Name)) is { } closest)
            return $"unknown command '{token}'; did you mean '{closest}'?";
        return isRoot && Suggestion.Closest(token, TargetCatalog.All.Select(t => t.Name)) is { } target
            ? $"unknown command '{token}'; did you mean 'mnv2c plan MODEL --target {target}'?"
            : $"unknown command '{token}'";
    }

    private static string Unknown(string kind, string token, IEnumerable<string> names)
    {
        var closest = Suggestion.Closest(token.Split('=')[0], names);
        return $"unknown {kind} '{token}'" + (closest is null ? "" : $"; did you mean '{closest}'?");
    }

    private static string PathOf(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? r = result; r is CommandResult c; r = r.Parent)
            names.Insert(0, c.Command is RootCommand ? "mnv2c" : c.Command.Name);
        return string.Join(' ', names);
    }
}

using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Cli.Completion;

/// <summary>What may follow an unfinished command line.</summary>
internal static partial class CompletionWords
{
    /// <param name="commandLine">Without the program's name, up to the cursor; ends with a space when a new word begins.</param>
    /// <returns>Whole words in the order of the help; empty where only the shell knows what fits, such as a file.</returns>
    public static IReadOnlyList<string> After(RootCommand root, string commandLine)
    {
        var line = OptionWithValue().Replace(commandLine, "$1 ");
        var begun = line[(line.LastIndexOf(' ') + 1)..];
        // Of a list, --emit cmake,zep, the last item is completed.
        var listed = begun[..(begun.LastIndexOf(',') + 1)];
        (line, begun) = (line[..^begun.Length] + begun[listed.Length..], begun[listed.Length..]);
        var wantsOption = begun.StartsWith('-');
        var words = root.Parse(line).GetCompletions(line.Length)
            .Select(c => c.InsertText ?? c.Label)
            .Where(w => w.StartsWith(begun, StringComparison.Ordinal))
            // Options are noise until one is asked for; '/h' and '-?' would only hide '--help'.
            .Where(w => w.StartsWith('-') ? wantsOption && (w.StartsWith("--", StringComparison.Ordinal) || begun == w) : w[0] != '/');
        return [.. words.Distinct().Select(w => listed + w)];
    }

    /// <summary>Offers <paramref name="words"/> as the values of <paramref name="option"/>, and nothing else.</summary>
    public static Option<T> Offering<T>(this Option<T> option, Func<IEnumerable<string>> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => words().Select(w => new CompletionItem(w)));
        return option;
    }

    // The parser completes '--option value' only.
    [GeneratedRegex("(?<=^| )(--[a-z0-9-]+)=")]
    private static partial Regex OptionWithValue();
}

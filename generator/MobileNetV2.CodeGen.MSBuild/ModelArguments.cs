using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MobileNetV2.CodeGen.Cli;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>What an item's metadata mean on the command line of <c>mnv2c compile</c>.</summary>
internal static class ModelArguments
{
    /// <summary>One option each; the visible list of what an item understands.</summary>
    public static readonly (string Metadata, string Option)[] Options =
    [
        // MSBuild reserves the name Target.
        ("TargetName", "--target"),
        ("Name", "--name"),
        ("Schedule", "--schedule"),
        ("Kernels", "--kernels"),
        ("Io", "--io"),
        ("InputMode", "--input-mode"),
        ("Weights", "--weights"),
        ("RamBudget", "--ram-budget"),
        ("FlashBudget", "--flash-budget"),
        ("Place", "--place"),
        ("Emit", "--emit"),
    ];

    private const string OutputFolder = "OutputFolder";
    private const string AdditionalOptions = "AdditionalOptions";

    /// <summary>Metadata that look like a misspelled one of ours. An item may carry any others.</summary>
    public static IEnumerable<(string Found, string Meant)> Misspelled(ITaskItem model)
    {
        string[] known = [.. Options.Select(o => o.Metadata), OutputFolder, AdditionalOptions];
        foreach (var found in model.CloneCustomMetadata().Keys.Cast<string>().Where(m => !known.Contains(m, StringComparer.OrdinalIgnoreCase)).OrderBy(m => m, StringComparer.Ordinal))
        {
            if (known.FirstOrDefault(k => Suggestion.Distance(found, k) <= (k.Length > 6 ? 2 : 1)) is { } meant)
                yield return (found, meant);
        }
    }

    /// <param name="compiler">mnv2c.dll.</param>
    public static string CommandLine(string compiler, ITaskItem model, string outputFolder, string recordFile)
    {
        var line = new CommandLineBuilder();
        line.AppendFileNameIfNotNull(compiler);
        line.AppendSwitch("compile");
        line.AppendFileNameIfNotNull(model.GetMetadata("FullPath"));
        foreach (var (metadata, option) in Options)
            line.AppendSwitchIfNotNull(option + " ", Given(model, metadata));
        line.AppendSwitchIfNotNull("--output ", Folder(outputFolder));
        line.AppendSwitchIfNotNull("--record ", recordFile);
        // Below obj everything is ours; a folder that somebody named may hold files of theirs.
        if (Given(model, OutputFolder) is null)
            line.AppendSwitch("--force");
        if (Given(model, AdditionalOptions) is { } more)
            line.AppendTextUnquoted(" " + more);
        return line.ToString();
    }

    /// <summary>A message of the command line as a project's author would put it: RamBudget, not --ram-budget.</summary>
    public static string InWordsOfItem(string message) =>
        Options.Aggregate(message, (text, o) => Regex.Replace(text, Regex.Escape(o.Option) + "(?![a-z-])", o.Metadata, RegexOptions.CultureInvariant));

    // A target file is a path, and the compiler starts in the project's folder: nothing to resolve here.
    private static string? Given(ITaskItem model, string metadata) =>
        model.GetMetadata(metadata).Trim() is { Length: > 0 } value ? value : null;

    // On Windows a backslash before a closing quote would quote the quote.
    private static string Folder(string path) => path.TrimEnd('/', '\\');
}

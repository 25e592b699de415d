using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>What an item's metadata mean on the command line of <c>mnv2c compile</c>.</summary>
internal static class ModelArguments
{
    /// <summary>One option each; the visible list of what an item understands.</summary>
    public static readonly (string Metadata, string Option)[] Options =
    [
        // MSBuild reserves the name Target (MSB4066), but in capitals of just this form only.
        ("TargetName", "--target"),
        ("Name", "--name"),
        ("Schedule", "--schedule"),
        ("Kernels", "--kernels"),
        ("Io", "--io"),
        ("InputMode", "--input-mode"),
        ("InputFormat", "--input-format"),
        ("InputSize", "--input-size"),
        ("Resize", "--resize"),
        ("Crop", "--crop"),
        ("YuvRange", "--yuv-range"),
        ("Normalize", "--normalize"),
        ("Range", "--range"),
        ("Mean", "--mean"),
        ("Std", "--std"),
        ("Calibration", "--calibration"),
        ("Effort", "--effort"),
        ("Weights", "--weights"),
        ("RamBudget", "--ram-budget"),
        ("Reserve", "--reserve"),
        ("FlashBudget", "--flash-budget"),
        ("KeepChannels", "--keep-channels"),
        ("PackInt4", "--pack-int4"),
        ("Head", "--head"),
        ("Labels", "--labels"),
        ("Gallery", "--gallery"),
        ("Strangers", "--strangers"),
        ("Harness", "--harness"),
        ("DumpIr", "--dump-ir"),
        ("Place", "--place"),
        ("Emit", "--emit"),
    ];

    private const string AdditionalOptions = "AdditionalOptions";

    /// <summary>Metadata that look like a misspelled one of ours. An item may carry any others.</summary>
    public static IEnumerable<(string Found, string Meant)> Misspelled(ITaskItem model)
    {
        string[] known = [.. Options.Select(o => o.Metadata), ModelPlace.OutputFolderMetadata, AdditionalOptions];
        foreach (var found in model.CloneCustomMetadata().Keys.Cast<string>()
            .Where(m => !known.Contains(m, StringComparer.OrdinalIgnoreCase)).OrderBy(m => m, StringComparer.Ordinal))
        {
            if (known.FirstOrDefault(k => Suggestion.Distance(found, k) <= (k.Length > 6 ? 2 : 1)) is { } meant)
                yield return (found, meant);
        }
    }

    public static bool HasTarget(ITaskItem model) => Value(model, "TargetName") is not null;

    /// <param name="compiler">mnv2c.dll.</param>
    public static string CommandLine(string compiler, ITaskItem model, ModelPlace place)
    {
        var line = new CommandLineBuilder();
        line.AppendFileNameIfNotNull(compiler);
        // As values of a switch, because a quote in the name of a file would be refused.
        line.AppendSwitchIfNotNull("compile ", model.GetMetadata("FullPath"));
        foreach (var (metadata, option) in Options)
            line.AppendSwitchIfNotNull(option + " ", Value(model, metadata));
        line.AppendSwitchIfNotNull("--output ", Folder(place.Folder));
        line.AppendSwitchIfNotNull("--record ", place.RecordFile);
        // Below obj everything is ours; a folder that somebody named may hold files of theirs.
        if (Given(model, ModelPlace.OutputFolderMetadata) is null)
            line.AppendSwitch("--force");
        if (Given(model, AdditionalOptions) is { } more)
            line.AppendTextUnquoted(" " + more);
        return line.ToString();
    }

    /// <summary>A message of the command line as a project's author would put it: RamBudget, not --ram-budget.</summary>
    public static string InWordsOfItem(string message) => OptionWords.Replace(message, Options.Select(o => (o.Option, o.Metadata)));

    // Lists are written with semicolons in MSBuild and with commas on the command line.
    private static string? Value(ITaskItem model, string metadata) => metadata switch
    {
        "TargetName" => Given(model, metadata) ?? Given(model, "Target"),
        "Emit" or "Place" => Given(model, metadata) is { } list
            ? string.Join(",", list.Split(';', ',').Select(v => v.Trim()).Where(v => v.Length > 0))
            : null,
        // The compiler runs where the project is, and a folder is written with either slash.
        "Calibration" => Given(model, metadata) is { } folder
            ? Folder(Path.DirectorySeparatorChar == '/' ? folder.Replace('\\', '/') : folder)
            : null,
        _ => Given(model, metadata),
    };

    // A target file is a path, and the compiler starts in the project's folder: nothing to resolve here.
    private static string? Given(ITaskItem model, string metadata) =>
        model.GetMetadata(metadata).Trim() is { Length: > 0 } value ? value : null;

    // On Windows a backslash before a closing quote would quote the quote.
    private static string Folder(string path) => path.TrimEnd('/', '\\');
}

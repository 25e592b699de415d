using Microsoft.Build.Framework;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>Deletes what <see cref="MobileNetCompile"/> made, and nothing else.</summary>
public sealed class MobileNetClean : Microsoft.Build.Utilities.Task
{
    /// <summary>As for the compile.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>As for the compile.</summary>
    [Required]
    public string StatePath { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (var file in BuildState.Outputs(StatePath + ".state"))
            Delete(file);
        foreach (var extension in new[] { ".state", ".record", ".lock" })
            Delete(StatePath + extension);
        DeleteEmpty(OutputFolder);
        DeleteEmpty(Path.GetDirectoryName(StatePath)!);
        return !Log.HasLoggedErrors;
    }

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogWarning("{0} could not be deleted: {1}", path, e.Message);
        }
    }

    private static void DeleteEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}

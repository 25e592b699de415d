using Microsoft.Build.Framework;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>Deletes what <see cref="MobileNetCompile"/> made, and nothing else.</summary>
public sealed class MobileNetClean : Microsoft.Build.Utilities.Task
{
    /// <summary>As for the compile.</summary>
    [Required]
    public ITaskItem Model { get; set; } = null!;

    /// <summary>As for the compile.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>As for the compile.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>As for the compile.</summary>
    [Required]
    public string OutputRoot { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var place = new ModelPlace(Model, Key, ProjectFolder, OutputRoot);
        foreach (var file in BuildState.Outputs(place.StateFile))
        {
            Try(file, File.Delete);
            DeleteEmpty(Path.GetDirectoryName(file)!, place.Folder);
        }

        foreach (var file in new[] { place.StateFile, place.RecordFile, place.LockFile })
            Try(file, File.Delete);
        DeleteEmpty(Path.GetDirectoryName(place.StateFile)!, Path.GetDirectoryName(place.StateFile)!);
        return !Log.HasLoggedErrors;
    }

    /// <summary>A folder without anything in it, and then those around it, up to <paramref name="last"/>.</summary>
    private void DeleteEmpty(string folder, string last)
    {
        while (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Try(folder, Directory.Delete);
            if (folder.Length <= last.Length)
                break;
            folder = Path.GetDirectoryName(folder)!;
        }
    }

    private void Try(string path, Action<string> delete)
    {
        try
        {
            delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Never built, or another build cleans the same folder.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogWarning(null, MessageCodes.FileTrouble, null, path, 0, 0, 0, 0, "could not be deleted: {0}", e.Message);
        }
    }
}

using Microsoft.Build.Framework;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>Where the C of a model goes, and where the tasks remember what they made.</summary>
/// <remarks>Here and not in the targets file, whose property functions stumble over an apostrophe in a path.</remarks>
internal sealed class ModelPlace
{
    public const string OutputFolderMetadata = "OutputFolder";

    /// <param name="key">Tells the project's models apart.</param>
    /// <param name="projectFolder">What relative paths start from.</param>
    /// <param name="outputRoot">Holds one folder for each model that names none of its own.</param>
    public ModelPlace(ITaskItem model, string key, string projectFolder, string outputRoot)
    {
        // A name that is no file name is refused by the compiler; until then it must not lead out of the folder.
        var own = Path.Combine(outputRoot, string.Join("_", key.Split(Path.GetInvalidFileNameChars())));
        var chosen = model.GetMetadata(OutputFolderMetadata).Trim();
        StatePath = Path.GetFullPath(Path.Combine(projectFolder, own));
        Folder = chosen.Length > 0 ? Path.GetFullPath(Path.Combine(projectFolder, chosen)) : StatePath;
    }

    /// <summary>Of the generated C.</summary>
    public string Folder { get; }

    public string StateFile => StatePath + ".state";

    public string RecordFile => StatePath + ".record";

    public string LockFile => StatePath + ".lock";

    private string StatePath { get; }
}

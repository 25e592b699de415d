using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>Compiles one network to C with the mnv2c of this package, unless nothing changed since it did so last.</summary>
public sealed class MobileNetCompile : ToolTask
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(10);

    private CompilerMessage? _pending;
    private bool _wasUpToDate;

    /// <summary>The model file; its metadata are the options (see <c>MobileNetModel</c> in the package's documentation).</summary>
    [Required]
    public ITaskItem Model { get; set; } = null!;

    /// <summary>Tells the models of the project apart: the name or the file's name.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>What relative paths start from.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>Holds one folder for each model that names none of its own, and what the task remembers of every model.</summary>
    [Required]
    public string OutputRoot { get; set; } = "";

    /// <summary>The folder with <c>mnv2c.dll</c>.</summary>
    [Required]
    public string CompilerFolder { get; set; } = "";

    /// <summary>The .NET host; empty for the one that runs the build, or <c>dotnet</c> on the path.</summary>
    public string DotNetHost { get; set; } = "";

    /// <summary>Compiles nothing and gives the files of the last compile: an editor that asks wants an answer at once.</summary>
    public bool OnlyKnownFiles { get; set; }

    /// <summary>Every generated file, with metadata <c>Model</c> (its model's item) and <c>OutputFolder</c>.</summary>
    [Output]
    public ITaskItem[] GeneratedFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    private ModelPlace Place => new(Model, Key, ProjectFolder, OutputRoot);

    private string[] Tool => [Path.Combine(CompilerFolder, "mnv2c.dll"), Path.Combine(CompilerFolder, "MobileNetV2.CodeGen.dll")];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var place = Place;
        try
        {
            if (OnlyKnownFiles)
            {
                Return(BuildState.Outputs(place.StateFile));
                return true;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(place.StateFile)!);
            // Two builds of one project can run at once: the second waits, and then finds everything done.
            using var held = Lock(place.LockFile);
            var succeeded = base.Execute();
            Flush();
            if (succeeded && !_wasUpToDate)
            {
                Log.LogMessage(MessageImportance.High, "{0} -> {1}", Path.GetFileName(Model.ItemSpec), place.Folder);
                Return(BuildState.Save(place.StateFile, GenerateCommandLineCommands(), Tool, place.RecordFile));
            }

            return succeeded && !Log.HasLoggedErrors;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogError(null, MessageCodes.FileTrouble, null, Model.GetMetadata("FullPath"), 0, 0, 0, 0, "{0}", e.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    protected override bool SkipTaskExecution()
    {
        if (BuildState.UpToDate(Place.StateFile, GenerateCommandLineCommands(), Tool) is not { } outputs)
        {
            // A compile that fails must not leave the belief that all is well.
            BuildState.Forget(Place.StateFile);
            return false;
        }

        _wasUpToDate = true;
        Log.LogMessage(MessageImportance.Low, "{0} is up to date", Model.ItemSpec);
        Return(outputs);
        return true;
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() =>
        DotNetHost.Length > 0 ? DotNetHost
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } running ? running
        : ToolName;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands() => ModelArguments.CommandLine(Tool[0], Model, Place);

    /// <inheritdoc/>
    protected override bool ValidateParameters()
    {
        var path = Model.GetMetadata("FullPath");
        foreach (var (found, meant) in ModelArguments.Misspelled(Model))
            Log.LogWarning(null, MessageCodes.UnknownMetadata, null, path, 0, 0, 0, 0,
                "unknown metadata '{0}'; did you mean '{1}'?", found, meant);
        if (ModelArguments.HasTarget(Model))
            return true;
        Log.LogError(null, MessageCodes.NoTarget, null, path, 0, 0, 0, 0,
            "no target: add TargetName=\"cortex-m7\" to the MobileNetModel, or set the property MobileNetTarget; "
                + "'mnv2c targets' lists all");
        return false;
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (CompilerMessage.Parse(singleLine, Model.GetMetadata("FullPath")) is { } message)
        {
            Flush();
            _pending = message;
        }
        else if (CompilerMessage.Help(singleLine) is { } help && _pending is not null)
        {
            _pending = _pending.Code == MessageCodes.WrongCommandLine ? _pending : _pending.With($" (help: {help})");
            Flush();
        }
        else if (_pending is not null && messageImportance == StandardErrorLoggingImportance)
        {
            _pending = _pending.With("\n" + singleLine);
        }
        else
        {
            Log.LogMessage(messageImportance == StandardErrorLoggingImportance
                ? MessageImportance.High
                : MessageImportance.Normal, "{0}", singleLine);
        }
    }

    private void Flush()
    {
        if (_pending is not { } m)
            return;
        _pending = null;
        var file = Model.GetMetadata("FullPath");
        var text = ModelArguments.InWordsOfItem(m.Text);
        if (m.IsError)
            Log.LogError(null, m.Code, null, file, m.Line, m.Column, 0, 0, "{0}", text);
        else
            Log.LogWarning(null, m.Code, null, file, m.Line, m.Column, 0, 0, "{0}", text);
    }

    private void Return(IReadOnlyList<string> outputs)
    {
        var folder = Place.Folder;
        GeneratedFiles = [.. outputs.Select(ITaskItem (path) =>
        {
            var item = new TaskItem(path);
            item.SetMetadata("Model", Model.ItemSpec);
            item.SetMetadata(ModelPlace.OutputFolderMetadata, folder);
            return item;
        })];
    }

    private static FileStream Lock(string path)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; System.Threading.Thread.Sleep(50))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < LockLimit)
            {
                // Somebody else holds it.
            }
        }
    }
}

using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

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

    /// <summary>Folder of the generated C.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>Where the task remembers what it saw; a path without extension.</summary>
    [Required]
    public string StatePath { get; set; } = "";

    /// <summary>The folder with <c>mnv2c.dll</c>.</summary>
    [Required]
    public string CompilerFolder { get; set; } = "";

    /// <summary>The .NET host; empty for the one that runs the build, or <c>dotnet</c> on the path.</summary>
    public string DotNetHost { get; set; } = "";

    /// <summary>Every generated file, with metadata <c>Model</c> (its model's item) and <c>OutputFolder</c>.</summary>
    [Output]
    public ITaskItem[] GeneratedFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    private string StateFile => StatePath + ".state";

    private string RecordFile => StatePath + ".record";

    private string[] Tool => [Path.Combine(CompilerFolder, "mnv2c.dll"), Path.Combine(CompilerFolder, "MobileNetV2.CodeGen.dll")];

    /// <inheritdoc/>
    public override bool Execute()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        try
        {
            // Two builds of one project can run at once: the second waits, and then finds everything done.
            using var held = Lock(StatePath + ".lock");
            var succeeded = base.Execute();
            Flush();
            if (succeeded && !_wasUpToDate)
                Finish(BuildState.Save(StateFile, GenerateCommandLineCommands(), Tool, RecordFile));
            return succeeded && !Log.HasLoggedErrors;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogError(null, null, null, Model.GetMetadata("FullPath"), 0, 0, 0, 0, e.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    protected override bool SkipTaskExecution()
    {
        if (BuildState.UpToDate(StateFile, GenerateCommandLineCommands(), Tool) is not { } outputs)
        {
            // A compile that fails must not leave the belief that all is well.
            BuildState.Forget(StateFile);
            return false;
        }

        _wasUpToDate = true;
        Log.LogMessage(MessageImportance.Low, "{0} is up to date", Model.ItemSpec);
        Finish(outputs);
        return true;
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() =>
        DotNetHost.Length > 0 ? DotNetHost
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } running ? running
        : ToolName;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands() => ModelArguments.CommandLine(Tool[0], Model, OutputFolder, RecordFile);

    /// <inheritdoc/>
    protected override bool ValidateParameters()
    {
        var path = Model.GetMetadata("FullPath");
        foreach (var (found, meant) in ModelArguments.Misspelled(Model))
            Log.LogWarning(null, null, null, path, 0, 0, 0, 0, "unknown metadata '{0}'; did you mean '{1}'?", found, meant);
        if (Model.GetMetadata("TargetName").Trim().Length > 0)
            return true;
        Log.LogError(null, null, null, path, 0, 0, 0, 0,
            "no target: add TargetName=\"cortex-m7\" to the MobileNetModel, or set the property MobileNetTarget; 'mnv2c targets' lists all");
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
            _pending = _pending.Code.Length > 0 ? _pending.With($" (help: {help})") : _pending;
            Flush();
        }
        else if (_pending is not null && messageImportance == StandardErrorLoggingImportance)
        {
            _pending = _pending.With("\n" + singleLine);
        }
        else
        {
            Log.LogMessage(messageImportance == StandardErrorLoggingImportance ? MessageImportance.High : MessageImportance.Normal, "{0}", singleLine);
        }
    }

    private void Flush()
    {
        if (_pending is not { } m)
            return;
        _pending = null;
        var file = Model.GetMetadata("FullPath");
        var code = m.Code.Length > 0 ? m.Code : null;
        var text = ModelArguments.InWordsOfItem(m.Text);
        if (m.IsError)
            Log.LogError(null, code, null, file, m.Line, m.Column, 0, 0, "{0}", text);
        else
            Log.LogWarning(null, code, null, file, m.Line, m.Column, 0, 0, "{0}", text);
    }

    private void Finish(IReadOnlyList<string> outputs)
    {
        if (!_wasUpToDate)
            Log.LogMessage(MessageImportance.High, "{0} -> {1}", Path.GetFileName(Model.ItemSpec), OutputFolder);
        GeneratedFiles = [.. outputs.Select(ITaskItem (path) =>
        {
            var item = new TaskItem(path);
            item.SetMetadata("Model", Model.ItemSpec);
            item.SetMetadata("OutputFolder", OutputFolder);
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

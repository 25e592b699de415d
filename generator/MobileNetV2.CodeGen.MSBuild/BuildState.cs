using System.Globalization;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>What the last compile of a model saw and made. While all of it is as it was, there is nothing to do.</summary>
/// <remarks>Times are compared for equality, not for order: a file that became older has changed too.</remarks>
internal static class BuildState
{
    private const string In = "in\t";
    private const string Out = "out\t";

    /// <returns>The generated files, or null when the model must be compiled.</returns>
    public static IReadOnlyList<string>? UpToDate(string stateFile, string commandLine, IEnumerable<string> tool)
    {
        if (!File.Exists(stateFile))
            return null;
        var saved = File.ReadAllLines(stateFile);
        var outputs = Paths(saved, Out);
        var now = Describe(commandLine, tool, Paths(saved, In), outputs);
        return outputs.Count > 0 && now is not null && saved.SequenceEqual(now) ? outputs : null;
    }

    /// <param name="recordFile">As <c>mnv2c compile --record</c> wrote it.</param>
    /// <returns>The generated files.</returns>
    public static IReadOnlyList<string> Save(string stateFile, string commandLine, IEnumerable<string> tool, string recordFile)
    {
        var record = File.ReadAllLines(recordFile);
        var outputs = Paths(record, Out);
        if (Describe(commandLine, tool, Paths(record, In), outputs) is { } state)
            File.WriteAllLines(stateFile, state);
        return outputs;
    }

    /// <summary>From now on the model must be compiled, whatever happens; what was generated before is still known.</summary>
    public static void Forget(string stateFile)
    {
        if (File.Exists(stateFile))
            File.WriteAllLines(stateFile, File.ReadAllLines(stateFile).Where(l => l.StartsWith(Out, StringComparison.Ordinal)));
    }

    /// <summary>The generated files as they were listed, whether or not they are still there.</summary>
    public static IReadOnlyList<string> Outputs(string stateFile) => File.Exists(stateFile) ? Paths(File.ReadAllLines(stateFile), Out) : [];

    private static List<string>? Describe(
        string commandLine, IEnumerable<string> tool, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        var lines = new List<string> { commandLine };
        foreach (var (mark, path) in tool.Select(p => ("tool\t", p)).Concat(inputs.Select(p => (In, p)))
            .Concat(outputs.Select(p => (Out, p))))
        {
            var file = new FileInfo(path);
            if (file.Exists)
                lines.Add(Line(mark, file, file.Length));
            // A folder has another time when a file in it comes or goes.
            else if (Directory.Exists(path))
                lines.Add(Line(mark, new DirectoryInfo(path), 0));
            else
                return null;
        }

        return lines;
    }

    private static string Line(string mark, FileSystemInfo file, long length) =>
        mark + file.FullName + string.Format(CultureInfo.InvariantCulture, "\t{0}\t{1}", length, file.LastWriteTimeUtc.Ticks);

    private static List<string> Paths(IEnumerable<string> lines, string mark) =>
        [.. lines.Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => l.Split('\t')[1])];
}

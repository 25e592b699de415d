using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Writes a network as a description and its weights, and says so.</summary>
internal static class DescriptionFiles
{
    /// <summary>Whether <paramref name="path"/> can be the description: .json, with a name that its weights can have too.</summary>
    public static ImmutableArray<Diagnostic> Check(string path)
    {
        if (!Path.GetExtension(path).Equals(".json", StringComparison.Ordinal))
            return [CommandLineDiagnostics.KindUnknown(path, ".json")];
        if (Path.GetFileNameWithoutExtension(path).Length == 0)
            return [CommandLineDiagnostics.CannotWrite(path, "a name is missing before .json")];
        return DescriptionWriter.CanName(Path.GetFileNameWithoutExtension(path))
            ? []
            : [CommandLineDiagnostics.CannotWrite(
                path, "the name holds characters that not every system takes in the name of a file, such as : * ? \" < > |")];
    }

    public static void Write(CommandRun run, CliConsole console, Graph graph, string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        ImmutableArray<(string Path, Action<Stream> Write)> files =
        [
            .. DescriptionWriter.Write(graph, Path.GetFileNameWithoutExtension(path))
                .Select(f => (Path.Combine(folder, f.RelativePath), f.Write)),
        ];
        if (!run.Report(FileWriting.Write(files)) || console.Verbosity == Verbosity.Quiet)
            return;
        foreach (var file in files)
            console.Out.WriteLine($"wrote {file.Path}");
        console.Out.WriteLine(
            $"{TensorText.Counted(graph.Operators.Length, "operator")}, parameters "
                + $"{TensorText.Count(GraphTotals.Parameters(graph))}, MACs {TensorText.Count(MacCount.Of(graph))}");
    }
}

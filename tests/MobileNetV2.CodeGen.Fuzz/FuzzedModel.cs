using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Fuzz;

/// <summary>A file that may be a network: imported, planned in every way, generated, and computed when it is small.</summary>
internal static class FuzzedModel
{
    /// <summary>Work and memory of an inference that is still quick.</summary>
    private const long LargestTensor = 1 << 14;
    private const int MostOperators = 20;

    private static readonly Target Board = TargetCatalog.All.First(t => t.Name == "cortex-m4");

    /// <summary>A network to generate for a target that is read.</summary>
    public static Graph Small { get; } = RandomGraphs.Single("CONV_2D", 1);

    /// <summary>The description's text, a zero, and the file that it names.</summary>
    public static void TryDescription(byte[] data)
    {
        var end = Array.IndexOf(data, (byte)0);
        var (text, weights) = end < 0 ? (data, []) : (data[..end], data[(end + 1)..]);
        Try(text, "net.json", _ => weights);
    }

    public static void Try(byte[] data, string name, Func<string, ReadOnlyMemory<byte>?> openSibling)
    {
        var imported = ModelImporter.Import(data, name, openSibling);
        FuzzedFormat.Answered(imported.Succeeded || !imported.Diagnostics.IsEmpty);
        if (!imported.Succeeded || imported.Value is not { } graph)
        {
            ModelImporter.Outline(data, name, imported.Diagnostics);
            return;
        }

        Generate(graph, Board);
        if (DescriptionWriter.Write(graph, "net") is { Length: > 0 } written && graph.Operators.Length <= MostOperators)
            FuzzedFormat.Answered(ReadsBack(written));
        if (graph.Operators.Length <= MostOperators && graph.Tensors.All(t => t.SizeBytes <= LargestTensor))
            new ReferenceInterpreter(graph).Run(RandomGraphs.Inputs(graph, 1));
    }

    public static void Generate(Graph graph, Target target)
    {
        foreach (var (schedule, input) in new[]
        {
            (ScheduleMode.Layers, InputMode.Frame), (ScheduleMode.Stream, InputMode.Frame), (ScheduleMode.Stream, InputMode.Rows),
        })
        {
            var request = new CompileRequest(graph, "net", new string('0', 64), target) { Schedule = schedule, Input = input };
            var compiled = Compiler.Compile(request);
            FuzzedFormat.Answered(compiled.Value is not null || !compiled.Diagnostics.IsEmpty);
            if (compiled.Value is { } result && result.Files.FirstOrDefault(f => f.RelativePath == "net.c") is { } file)
                file.Write(Stream.Null);
        }
    }

    private static bool ReadsBack(IEnumerable<GeneratedFile> files)
    {
        var contents = files.ToDictionary(f => f.RelativePath, Bytes, StringComparer.Ordinal);
        var again = ModelImporter.Import(
            contents["net.json"], "net.json", name => contents.TryGetValue(name, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null);
        return again.Succeeded;
    }

    private static byte[] Bytes(GeneratedFile file)
    {
        using var memory = new MemoryStream();
        file.Write(memory);
        return memory.ToArray();
    }
}

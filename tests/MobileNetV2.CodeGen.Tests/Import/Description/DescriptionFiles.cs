using System.Collections;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>Descriptions in memory, and the comparison of graphs that went through one.</summary>
internal static class DescriptionFiles
{
    public static Dictionary<string, byte[]> Write(Graph graph, string baseName = "m") =>
        DescriptionWriter.Write(graph, baseName).ToDictionary(f => f.RelativePath, f =>
        {
            using var stream = new MemoryStream();
            f.Write(stream);
            return stream.ToArray();
        });

    public static Outcome<Graph> Read(Dictionary<string, byte[]> files, string name = "m.json") =>
        DescriptionImporter.Import(files[name], name, sibling =>
            files.TryGetValue(sibling, out var bytes) ? new ReadOnlyMemory<byte>(bytes) : (ReadOnlyMemory<byte>?)null);

    public static void AssertEqual(Graph expected, Graph actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Inputs.AsEnumerable(), actual.Inputs);
        Assert.Equal(expected.Outputs.AsEnumerable(), actual.Outputs);
        // A description's shapes leave nothing open.
        var closed = expected.Tensors.Select(t => t with { Data = null, HasOpenBatch = false });
        Assert.Equal(closed, actual.Tensors.Select(t => t with { Data = null }));
        foreach (var (a, b) in expected.Tensors.Zip(actual.Tensors))
            Assert.True(a.IsConstant == b.IsConstant && (a.Data ?? default).Span.SequenceEqual((b.Data ?? default).Span), $"data of {a}");
        Assert.Equal(expected.Operators.Select(Show), actual.Operators.Select(Show));
    }

    /// <summary>All properties, lists spelt out.</summary>
    private static string Show(Operator op) => op.GetType().Name + ": " + string.Join("; ", op.GetType().GetProperties()
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .Select(p =>
            $"{p.Name}={(p.GetValue(op) is IEnumerable list and not string ? string.Join(',', list.Cast<object>()) : p.GetValue(op))}"));
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Regression;

/// <summary>A folder of <c>tests/regression</c>: a model that once went wrong.</summary>
internal sealed record RegressionFolder(string Path)
{
    public static ImmutableArray<RegressionFolder> All { get; } =
        [.. Directory.GetDirectories(Checkout.PathOf("tests", "regression")).Order(StringComparer.Ordinal)
            .Select(d => new RegressionFolder(d))];

    public string Name => System.IO.Path.GetFileName(Path);

    public string ModelFile => Assert.Single(
        Directory.GetFiles(Path),
        f => f.EndsWith(".tflite", StringComparison.Ordinal)
            || (f.EndsWith(".json", StringComparison.Ordinal) && System.IO.Path.GetFileName(f) != "case.json"));

    public static RegressionFolder Named(string name) => All.Single(f => f.Name == name);

    public bool Has(string file) => File.Exists(System.IO.Path.Combine(Path, file));

    public byte[] Read(string file) => File.ReadAllBytes(System.IO.Path.Combine(Path, file));

    public Outcome<Graph> Import() =>
        ModelImporter.Import(File.ReadAllBytes(ModelFile), ModelFile, name => Has(name) ? Read(name) : null);

    /// <summary><c>in.bin</c> as one block for each input of each inference; empty without it.</summary>
    public ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Inputs(Graph graph)
    {
        if (!Has("in.bin"))
            return [];
        var file = Read("in.bin").AsMemory();
        var cases = ImmutableArray.CreateBuilder<ImmutableArray<ReadOnlyMemory<byte>>>();
        var start = 0;
        while (start < file.Length)
            cases.Add(
                [.. graph.Inputs.Select(id =>
                    (ReadOnlyMemory<byte>)file.Slice((start += graph[id].SizeBytes) - graph[id].SizeBytes, graph[id].SizeBytes))]);
        return cases.ToImmutable();
    }
}

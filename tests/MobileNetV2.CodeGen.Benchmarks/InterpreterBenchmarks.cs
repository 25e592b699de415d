using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Benchmarks;

/// <summary>One inference of the reference interpreter: built MobileNetV2 networks,
/// and the model files given on the command line.</summary>
public class InterpreterBenchmarks
{
    private ReferenceInterpreter _interpreter = null!;
    private ImmutableArray<ReadOnlyMemory<byte>> _inputs;

    internal static ImmutableArray<string> ModelFiles { get; set; } = [];

    public static IEnumerable<string> Models => [.. ModelFiles, "1.0@224", "0.35@96"];

    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var graph = Model switch
        {
            "1.0@224" => MobileNetV2Builder.Build(new MobileNetV2Options()),
            "0.35@96" => MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 96 }),
            _ => Import(Model),
        };
        _interpreter = new ReferenceInterpreter(graph);
        _inputs = [.. graph.Inputs.Select(id => (ReadOnlyMemory<byte>)new byte[graph[id].SizeBytes])];
    }

    [Benchmark]
    public byte[] Infer() => _interpreter.Run(_inputs)[0];

    private static Graph Import(string path)
    {
        var outcome = ModelImporter.Import(File.ReadAllBytes(path), path, _ => null);
        return outcome.Value ?? throw new InvalidDataException(string.Join('\n', outcome.Diagnostics));
    }
}

using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Benchmarks;

/// <summary>Planning of chains and branches of many operators, with the memory that it allocates: both grow with the network,
/// and not faster.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private static readonly QuantizationParameters Quantization = QuantizationParameters.PerTensor(0.05f, 0);

    private CompileRequest _request = null!;

    public enum Form
    {
        /// <summary>One operator after the other, on pictures: all could stream.</summary>
        Chain,

        /// <summary>Views that move no byte.</summary>
        Views,

        /// <summary>Pairs of operators side by side, each with an output of the network.</summary>
        Branches,
    }

    [Params(100, 1_000, 10_000, 30_000)]
    public int Operators { get; set; }

    [ParamsAllValues]
    public Form Network { get; set; }

    [GlobalSetup]
    public void Build() => _request = new CompileRequest(Graph(), "net", "", Value(TargetCatalog.Find("cortex-m7")));

    [Benchmark]
    public long Plan() => Value(Compiler.Plan(_request)).ArenaBytes;

    private static T Value<T>(Outcome<T> outcome)
        where T : class => outcome.Value ?? throw new InvalidOperationException(string.Join('\n', outcome.Diagnostics));

    private Graph Graph()
    {
        var picture = new Shape(1, 8, 8, 4);
        var tensors = ImmutableArray.CreateBuilder<Tensor>();
        var operators = ImmutableArray.CreateBuilder<Operator>();
        var outputs = ImmutableArray.CreateBuilder<TensorId>();
        var input = Add(picture);
        var from = input;
        for (var i = 0; i < Operators; i++)
        {
            var begins = Network == Form.Branches && i % 2 == 0;
            var reads = begins ? input : from;
            from = Add(Network != Form.Views || i % 2 == 1 ? picture : new Shape(1, 64, 4));
            operators.Add(Network == Form.Views
                ? new Reshape(new OperatorId(i), [reads], [from], "RESHAPE")
                : new Add(new OperatorId(i), [reads, reads], [from], Activation.None));
            if (i == Operators - 1 || (Network == Form.Branches && !begins))
                outputs.Add(from);
        }

        return new Graph("net", tensors.ToImmutable(), operators.ToImmutable(), [input], outputs.ToImmutable());

        TensorId Add(Shape shape)
        {
            var id = new TensorId(tensors.Count);
            tensors.Add(new Tensor(id, $"t{id.Value}", shape, ElementType.Int8, Quantization, null));
            return id;
        }
    }
}

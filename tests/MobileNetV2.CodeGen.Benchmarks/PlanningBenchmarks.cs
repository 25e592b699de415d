using System.Collections.Immutable;
using System.Diagnostics;
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

        /// <summary>The same, and one operator that joins them all.</summary>
        Joined,

        /// <summary>The same, added to each other two by two until one is left.</summary>
        Tree,
    }

    [Params(100, 1_000, 10_000, 30_000)]
    public int Operators { get; set; }

    [ParamsAllValues]
    public Form Network { get; set; }

    [GlobalSetup]
    public void Build() => _request = new CompileRequest(Graph(), "net", "", Value(TargetCatalog.Find("cortex-m7")));

    [Benchmark]
    public long Plan() => Value(Compiler.Plan(_request)).ArenaBytes;

    /// <summary>Every network once, with what the process took so far at most: BenchmarkDotNet tells what is allocated alone.</summary>
    public static void Once()
    {
        using var process = Process.GetCurrentProcess();
        foreach (var operators in new[] { 100, 100, 1_000, 10_000, 30_000 })
        {
            foreach (var form in Enum.GetValues<Form>())
            {
                var benchmark = new PlanningBenchmarks { Operators = operators, Network = form };
                benchmark.Build();
                var (allocated, before) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime);
                benchmark.Plan();
                process.Refresh();
                Console.WriteLine(
                    $"{operators,6} {form,-8} {(process.TotalProcessorTime - before).TotalSeconds,6:0.00} s of processors, "
                    + $"{(GC.GetTotalAllocatedBytes() - allocated) / 1e6,6:0} MB allocated, "
                    + $"at most {process.PeakWorkingSet64 / 1e6,5:0} MB held");
            }
        }
    }

    private static T Value<T>(Outcome<T> outcome)
        where T : class => outcome.Value ?? throw new InvalidOperationException(string.Join('\n', outcome.Diagnostics));

    private Graph Graph()
    {
        var picture = new Shape(1, 8, 8, 4);
        var tensors = ImmutableArray.CreateBuilder<Tensor>();
        var operators = ImmutableArray.CreateBuilder<Operator>();
        var input = New(picture);
        ImmutableArray<TensorId> outputs = Network switch
        {
            Form.Chain => [Enumerable.Range(0, Operators).Aggregate(input, (from, _) => Sum(from, from))],
            Form.Views => [Enumerable.Range(0, Operators).Aggregate(input, View)],
            Form.Branches => [.. Branches(Operators)],
            Form.Joined => [Join([.. Branches(Operators - 1)])],
            _ => [Tree(new Queue<TensorId>(Branches(Operators * 2 / 3)))],
        };
        return new Graph("net", tensors.ToImmutable(), operators.ToImmutable(), [input], outputs);

        TensorId New(Shape shape)
        {
            var id = new TensorId(tensors.Count);
            tensors.Add(new Tensor(id, $"t{id.Value}", shape, ElementType.Int8, Quantization, null));
            return id;
        }

        TensorId Sum(TensorId a, TensorId b)
        {
            operators.Add(new Add(new OperatorId(operators.Count), [a, b], [New(picture)], Activation.None));
            return operators[^1].Output;
        }

        TensorId View(TensorId from, int i)
        {
            var shape = i % 2 == 1 ? picture : new Shape(1, 64, 4);
            operators.Add(new Reshape(new OperatorId(operators.Count), [from], [New(shape)], "RESHAPE"));
            return operators[^1].Output;
        }

        TensorId Join(ImmutableArray<TensorId> ends)
        {
            var joined = New(new Shape(1, 8, 8, 4 * ends.Length));
            operators.Add(new Concatenation(new OperatorId(operators.Count), ends, [joined], 3));
            return joined;
        }

        TensorId Tree(Queue<TensorId> ends)
        {
            while (ends.Count > 1)
                ends.Enqueue(Sum(ends.Dequeue(), ends.Dequeue()));
            return ends.Dequeue();
        }

        IEnumerable<TensorId> Branches(int count) => Enumerable.Range(0, count / 2).Select(_ => Sum(input, input)).Select(s => Sum(s, s));
    }
}

using System.Collections;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Which operators of a file read what others compute, whether or not they can be converted.
/// Indices that point at nothing are left out.</summary>
internal sealed class FileTopology
{
    private readonly ImmutableArray<(ImmutableArray<int> Inputs, ImmutableArray<int> Outputs)> _operators;
    private readonly int _tensors;
    private readonly ILookup<int, int> _readers;
    private readonly ILookup<int, int> _writers;

    public FileTopology(SubGraphTable subGraph)
    {
        _tensors = subGraph.Tensors.Length;
        _operators = [.. subGraph.Operators.Select(o => (Existing(o.Inputs), Existing(o.Outputs)))];
        _readers = Operators(o => o.Inputs);
        _writers = Operators(o => o.Outputs);
    }

    /// <summary>The tensors whose values depend on what these operators compute.</summary>
    public BitArray Behind(IEnumerable<int> operators) => Reached(operators, _readers, o => o.Outputs);

    /// <summary>The tensors that these operators' results depend on.</summary>
    public BitArray Before(IEnumerable<int> operators) => Reached(operators, _writers, o => o.Inputs);

    /// <summary>Whether the operator writes one of the tensors.</summary>
    public bool Writes(int index, BitArray tensors) => _operators[index].Outputs.Any(t => tensors[t]);

    private BitArray Reached(
        IEnumerable<int> from, ILookup<int, int> next,
        Func<(ImmutableArray<int> Inputs, ImmutableArray<int> Outputs), ImmutableArray<int>> tensorsOf)
    {
        var reached = new BitArray(_tensors);
        var waiting = new Stack<int>(from);
        while (waiting.TryPop(out var index))
        {
            foreach (var tensor in tensorsOf(_operators[index]).Where(t => !reached[t]))
            {
                reached[tensor] = true;
                foreach (var other in next[tensor])
                    waiting.Push(other);
            }
        }

        return reached;
    }

    private ILookup<int, int> Operators(Func<(ImmutableArray<int> Inputs, ImmutableArray<int> Outputs), ImmutableArray<int>> tensorsOf) =>
        _operators.SelectMany((o, i) => tensorsOf(o).Select(tensor => (Tensor: tensor, Operator: i)))
            .ToLookup(p => p.Tensor, p => p.Operator);

    private ImmutableArray<int> Existing(ImmutableArray<int> tensors) => [.. tensors.Where(t => t >= 0 && t < _tensors)];
}

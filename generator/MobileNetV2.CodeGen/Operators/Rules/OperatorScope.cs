using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>One operator under examination.</summary>
internal sealed class OperatorScope(Graph graph, Operator op, FrozenSet<TensorId> known, WeightFacts weights, DiagnosticBag diagnostics)
{
    public Operator Operator => op;

    /// <summary>The largest magnitude in the bias; 0 without one.</summary>
    public long LargestBias => InputCount > 2 ? weights.LargestBias(Input(2)) : 0;

    /// <summary>The largest magnitude in several biases.</summary>
    public long LargestOf(params ReadOnlySpan<int> inputs)
    {
        var largest = 0L;
        foreach (var input in inputs)
            largest = Math.Max(largest, weights.LargestBias(Input(input)));
        return largest;
    }

    /// <summary>Takes the shape that the operator gives an output, where the network leaves that open; false where it does not.</summary>
    public Func<Tensor, ImmutableArray<int>, bool> OpenShape { get; init; } = (_, _) => false;

    public ITensorTable Tensors => graph;

    public string Place => $"operator {op}";

    public Tensor Output => graph[op.Output];

    public IEnumerable<Tensor> Outputs => op.Outputs.Select(id => graph[id]);

    public int InputCount => op.Inputs.Length;

    public Tensor Input(int index = 0) => graph[op.Inputs[index]];

    /// <summary>Facts of the filter, the second input, whose output channels are dimension <paramref name="channelAxis"/>.</summary>
    public FilterFacts Filter(int channelAxis) => weights.Filter(Input(1), channelAxis);

    public bool IsKnown(Tensor tensor) => known.Contains(tensor.Id);

    /// <summary>Adds a diagnostic; false, so that a check can end with it.</summary>
    public bool Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return false;
    }
}

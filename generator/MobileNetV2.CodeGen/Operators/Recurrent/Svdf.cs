using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// A filter over time of low rank: each input vector gives one feature for each filter, of which the state keeps the last ones; the output
/// weighs them. Inputs are the vector, weights of features, weights of time, the state and biases (optional);
/// outputs are the result and the state's next value.</summary>
/// <param name="Rank">Filters for each output.</param>
public sealed record Svdf(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, int Rank)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "SVDF";

    internal TensorId State => Inputs[3];

    internal TensorId? Bias => Inputs.Length > 4 ? Inputs[4] : null;
}

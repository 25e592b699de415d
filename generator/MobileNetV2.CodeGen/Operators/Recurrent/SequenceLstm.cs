using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// A long short-term memory that walks through the steps of its input. Inputs: the steps [B,T,I], four weights of the input [U,I],
/// four of the hidden state [U,U] and four biases [U], each for the gates input, forget, cell and output; hidden state and cell [B,U].
/// Outputs: the hidden state after each step [B,T,U], and the next values of both states.
/// </summary>
/// <param name="TimeMajor">Steps are the first dimension, batches the second.</param>
/// <param name="CellClip">The cell stays between this and its negative; 0 for no limit.</param>
public sealed record SequenceLstm(
    OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, bool TimeMajor, float CellClip)
    : Operator(Id, Inputs, Outputs)
{
    /// <summary>Of each of which there are weights and a bias.</summary>
    internal const int Gates = 4;

    /// <inheritdoc/>
    public override string Kind => "UNIDIRECTIONAL_SEQUENCE_LSTM";

    internal TensorId Hidden => Inputs[13];

    internal TensorId Cell => Inputs[14];

    internal TensorId InputWeights(int gate) => Inputs[1 + gate];

    internal TensorId RecurrentWeights(int gate) => Inputs[5 + gate];

    internal TensorId Bias(int gate) => Inputs[9 + gate];
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>One operation. The hierarchy is closed: the records in <c>Graphs/Operators</c>; a switch over it throws on default.</summary>
/// <param name="Inputs">Tensors read, in the operator's documented order.</param>
/// <param name="Outputs">Tensors written.</param>
public abstract record Operator(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
{
    /// <summary>The field's standard name, as in TensorFlow Lite: <c>CONV_2D</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The first input.</summary>
    public TensorId Input => Inputs[0];

    /// <summary>The first output.</summary>
    public TensorId Output => Outputs[0];

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Id} {Kind}";
}

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What an operator does with one of its tensors.</summary>
internal enum OperandRole
{
    /// <summary>Data that flows through the network.</summary>
    Activation,

    /// <summary>Only its shape is read.</summary>
    ShapeOnly,

    /// <summary>Weights that meet the data tap by tap; always constant.</summary>
    Filter,

    /// <summary>Added to the sums of a filter; always constant.</summary>
    Bias,
}

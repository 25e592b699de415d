namespace MobileNetV2.CodeGen.Quantization;

/// <summary>How an operator comes from its exact result to a step of its output. All are right within one step; programs differ.</summary>
public enum RoundingRule
{
    /// <summary>That of TensorFlow Lite Micro's reference kernels and of CMSIS-NN: in fixed point, rounded twice.</summary>
    Reference,

    /// <summary>In fixed point, rounded once, halves up.</summary>
    Once,

    /// <summary>In binary32, halves to even.</summary>
    Float32,

    /// <summary>In binary64, halves away from zero.</summary>
    Float64,

    /// <summary>Sums of two operands with factors of 21 bits, rounded once, halves up.</summary>
    Fixed21,

    /// <summary>Means with halves up.</summary>
    HalvesUp,

    /// <summary>Means with the fraction dropped.</summary>
    TowardZero,
}

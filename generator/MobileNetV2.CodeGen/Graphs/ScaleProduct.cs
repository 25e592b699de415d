namespace MobileNetV2.CodeGen.Graphs;

/// <summary>How the product of two scales is rounded before it is divided by the output's scale.</summary>
public enum ScaleProduct
{
    /// <summary>In binary64, where it is exact: the rule of int8 kernels.</summary>
    Float64,

    /// <summary>To binary32: the rule of uint8 kernels. It stays with an operator whose data was moved from uint8 to int8.</summary>
    Float32,
}

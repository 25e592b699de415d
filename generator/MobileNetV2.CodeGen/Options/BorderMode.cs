namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--io</c>: what the caller sees at the border of the network.</summary>
public enum BorderMode
{
    /// <summary>The types of the model file, QUANTIZE and DEQUANTIZE included.</summary>
    Native,

    /// <summary>int8 on both sides: border QUANTIZE and DEQUANTIZE are stripped, scales are in the header.</summary>
    Int8,
}

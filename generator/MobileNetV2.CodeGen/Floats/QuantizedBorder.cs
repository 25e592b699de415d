namespace MobileNetV2.CodeGen.Floats;

/// <summary>The types of a quantized network's inputs and outputs.</summary>
public enum QuantizedBorder
{
    /// <summary>int8, as inside.</summary>
    Int8,

    /// <summary>uint8: the bytes of a camera; a QUANTIZE stands at each border.</summary>
    UInt8,

    /// <summary>float32, as the network that was quantized; QUANTIZE and DEQUANTIZE stand at the border.</summary>
    Float,
}

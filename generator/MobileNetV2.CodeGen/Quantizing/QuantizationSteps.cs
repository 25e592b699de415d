namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What a quantization does beyond weights to the nearest and ranges from the smallest to the largest value.</summary>
[Flags]
public enum QuantizationSteps
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ranges of activations by least squared error.</summary>
    Ranges = 1,

    /// <summary>Channels between two filters made equally large.</summary>
    Equalization = 2,

    /// <summary>Biases that make the mean of each channel right.</summary>
    Biases = 4,

    /// <summary>Weights rounded to the least squared error of the layer's result.</summary>
    Rounding = 8,

    /// <summary>Everything.</summary>
    All = Ranges | Equalization | Biases | Rounding,
}

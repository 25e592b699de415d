namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>How much work goes into a quantization.</summary>
public enum QuantizationEffort
{
    /// <summary>Ranges by least squared error, weights to the nearest, biases corrected on the pictures.</summary>
    Fast,

    /// <summary>The same, and weights rounded layer by layer to the least squared error of the layer's result.</summary>
    Normal,

    /// <summary>The same with more pixels of each picture, and several ways of rounding tried on pictures that were held back.</summary>
    Best,
}

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>How features become class scores.</summary>
public enum ClassifierLayer
{
    /// <summary>A 1x1 CONV_2D, then RESHAPE.</summary>
    Convolution,

    /// <summary>FULLY_CONNECTED.</summary>
    FullyConnected,
}

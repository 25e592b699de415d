namespace MobileNetV2.CodeGen.Zoo;

/// <summary>How the last feature map becomes one pixel.</summary>
public enum GlobalPooling
{
    /// <summary>MEAN over height and width, with its own output quantization.</summary>
    Mean,

    /// <summary>AVERAGE_POOL_2D over the whole map.</summary>
    AveragePool,
}

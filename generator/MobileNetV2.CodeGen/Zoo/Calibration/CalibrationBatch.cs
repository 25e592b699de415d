namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Values of one tensor for all calibration samples, [samples, height, width, channels].</summary>
/// <param name="Values">Either quantized values minus their zero point, or accumulators.</param>
internal sealed record CalibrationBatch(int Samples, int Height, int Width, int Channels, int[] Values)
{
    public CalibrationBatch(int samples, int height, int width, int channels)
        : this(samples, height, width, channels, new int[samples * height * width * channels])
    {
    }

    public int Pixels => Samples * Height * Width;

    /// <summary>The same values as one pixel of many channels for each sample.</summary>
    public CalibrationBatch Flatten() => new(Samples, 1, 1, Height * Width * Channels, Values);
}

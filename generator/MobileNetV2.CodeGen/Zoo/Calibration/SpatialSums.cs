namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Sums over height and width, channel by channel.</summary>
internal static class SpatialSums
{
    public static CalibrationBatch Of(CalibrationBatch input)
    {
        var result = new CalibrationBatch(input.Samples, 1, 1, input.Channels);
        var pixels = input.Height * input.Width;
        for (var p = 0; p < input.Pixels; p++)
        {
            var sums = result.Values.AsSpan(p / pixels * input.Channels, input.Channels);
            for (var c = 0; c < input.Channels; c++)
                sums[c] += input.Values[(p * input.Channels) + c];
        }

        return result;
    }
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite.UInt8;

/// <summary>Finds poolings with means of even numbers of values, whose ties uint8 rounds up and int8 away from zero.</summary>
internal static class EvenWindows
{
    /// <summary>Some window has an even number of taps inside the image.</summary>
    public static bool Exist(Shape input, Shape output, Size2D window, Size2D stride, Padding2D padding)
    {
        if (input.Rank != 4 || output.Rank != 4)
            return false;
        var (rows, columns) = (
            Counts(input.Height, output.Height, window.Height, stride.Height, padding.Top),
            Counts(input.Width, output.Width, window.Width, stride.Width, padding.Left));
        return rows.Concat(columns).Any(n => n % 2 == 0);
    }

    /// <summary>How many taps of a window lie inside the input, along one axis: those of every window at its ends,
    /// once that of all between.</summary>
    private static IEnumerable<long> Counts(long input, long output, long window, long stride, long before)
    {
        // The output's size is not checked yet, so nothing here may take as long as it says.
        var clipped = Math.Min(output, (before + stride - 1) / stride);
        for (var i = 0L; i < clipped; i++)
            yield return Count(i);
        var cut = input + before < window ? 0 : ((input + before - window) / stride) + 1;
        if (clipped < Math.Min(cut, output))
            yield return window;
        for (var i = Math.Max(clipped, cut); i < output && (i * stride) - before < input; i++)
            yield return Count(i);

        long Count(long i) => Math.Min((i * stride) - before + window, input) - Math.Max((i * stride) - before, 0);
    }
}

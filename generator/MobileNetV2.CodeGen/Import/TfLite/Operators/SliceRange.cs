namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>The elements that a slice takes of one dimension.</summary>
/// <param name="Count">0 when there are none.</param>
internal readonly record struct SliceRange(int Begin, int Count, int Step)
{
    public static SliceRange All(int size) => new(0, size, 1);

    /// <summary>Where a slice begins: bounds that count from the end are negative, those outside are clamped, absent ones are the end of
    /// the dimension that the stride comes from.</summary>
    public static int First(int? begin, int stride, int size) =>
        begin is { } b ? Clamp(b, stride, size) : stride > 0 ? 0 : size - 1;

    /// <param name="first">See <see cref="First(int?, int, int)"/>.</param>
    /// <param name="end">Counted and clamped in the same way; absent, the end that the stride goes to.</param>
    public static SliceRange Of(int first, int? end, int stride, int size)
    {
        long stop = end is { } e ? Clamp(e, stride, size) : stride > 0 ? size : -1;
        var count = stride > 0 ? (stop - first + stride - 1) / stride : (first - stop - stride - 1) / -(long)stride;
        return new SliceRange(first, (int)Math.Max(0, count), count > 1 ? stride : 1);
    }

    /// <remarks>Going backwards, the place before the first element is a bound too.</remarks>
    private static int Clamp(int bound, int stride, int size)
    {
        var (lowest, highest) = stride > 0 ? (0L, (long)size) : (-1L, size - 1L);
        return (int)Math.Clamp(bound < 0 ? (long)bound + size : bound, lowest, highest);
    }
}

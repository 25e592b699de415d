namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>The elements that a slice takes of one dimension.</summary>
/// <param name="Count">0 when there are none.</param>
internal readonly record struct SliceRange(int First, int Count, int Step)
{
    public static SliceRange All(int size) => new(0, size, 1);

    /// <summary>Bounds that count from the end are negative, those outside are clamped,
    /// and absent ones reach to the end of the dimension.</summary>
    public static SliceRange Of(int? begin, int? end, int stride, int size)
    {
        // Going backwards, the place before the first element is a bound too.
        var (lowest, highest) = stride > 0 ? (0L, (long)size) : (-1L, size - 1L);
        var first = begin is { } b ? Math.Clamp(b < 0 ? (long)b + size : b, lowest, highest) : stride > 0 ? lowest : highest;
        var stop = end is { } e ? Math.Clamp(e < 0 ? (long)e + size : e, lowest, highest) : stride > 0 ? highest : lowest;
        var count = stride > 0 ? (stop - first + stride - 1) / stride : (first - stop - stride - 1) / -(long)stride;
        return new SliceRange((int)first, (int)Math.Max(0, count), count > 1 ? stride : 1);
    }
}

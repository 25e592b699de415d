using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How boxes that the network has worked out lie in its output.</summary>
/// <param name="IsByBox">Whether all numbers of a box lie together, or one number of all boxes does.</param>
/// <param name="HasObject">Whether the scores begin with that of anything at all.</param>
internal sealed record DecodedLayout(int Count, int Numbers, bool IsByBox, bool HasObject)
{
    /// <summary>The longer side of <c>[1,4+K,N]</c> or <c>[1,N,5+K]</c> is that of the boxes.</summary>
    /// <param name="version">What was said about it; null when nothing was.</param>
    public static DecodedLayout Of(Shape shape, string? version)
    {
        var isByBox = shape[1] > shape[2];
        return new(
            isByBox ? shape[1] : shape[2], isByBox ? shape[2] : shape[1], isByBox, version is null ? isByBox : version == "5");
    }

    public int FirstClass => HasObject ? 5 : 4;

    public int Classes => Numbers - FirstClass;

    public int BoxStep => IsByBox ? Numbers : 1;

    public int NumberStep => IsByBox ? 1 : Count;
}

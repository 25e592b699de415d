using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Places that a network has worked out, as sixteenths of a pixel for each element.</summary>
internal static class PlaceTables
{
    /// <summary>They are shares of the picture, or pixels: what the scale can hold tells.</summary>
    public static (ImmutableArray<int> Across, ImmutableArray<int> Down) Of(HeadScope scope, Tensor output)
    {
        const double mostOfAShare = 4;
        var q = output.RequiredQuantization;
        var isShare = (127 - q.ZeroPoint) * (double)q.Scale <= mostOfAShare;
        return (
            ElementTable.Of(output, x => x, isShare ? scope.End.Width : 16),
            ElementTable.Of(output, y => y, isShare ? scope.End.Height : 16));
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A function of a real number as a table with an entry for each int8 element, the smallest first.</summary>
internal static class ElementTable
{
    /// <param name="one">What 1 is in the table.</param>
    public static ImmutableArray<int> Of(Tensor tensor, Func<double, double> function, double one)
    {
        // Far beyond every picture, and products with places fit 64 bits.
        const double most = 1 << 30;
        var q = tensor.RequiredQuantization;
        return [.. Enumerable.Range(-128, 256).Select(e =>
            (int)Math.Round(Math.Clamp(function((e - q.ZeroPoint) * (double)q.Scale) * one, -most, most), MidpointRounding.AwayFromZero))];
    }
}

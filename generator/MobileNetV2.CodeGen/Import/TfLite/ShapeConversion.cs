using System.Collections.Immutable;
using System.Numerics;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Checks dimensions before a <see cref="Shape"/> is made of them.</summary>
internal static class ShapeConversion
{
    public static Shape? Convert(ImmutableArray<int> dimensions, string place, DiagnosticBag diagnostics)
    {
        if (Problem(dimensions) is not { } problem)
            return new Shape(dimensions);
        var shown = string.Join(", ", dimensions.Take(Shape.HighestRank)) + (dimensions.Length > Shape.HighestRank ? ", ..." : "");
        diagnostics.Add(ImportDiagnostics.BadShape(place, shown, problem));
        return null;
    }

    /// <summary>The shape; null when it is none that a file may give.</summary>
    public static Shape? TryConvert(ImmutableArray<int> dimensions) => Problem(dimensions) is null ? new Shape(dimensions) : null;

    private static string? Problem(ImmutableArray<int> dimensions)
    {
        if (dimensions.Length > Shape.HighestRank)
            return $"has {dimensions.Length} dimensions, at most {Shape.HighestRank} are supported";
        if (dimensions.Any(d => d < 1))
            return $"has the dimension {dimensions.First(d => d < 1)}, the smallest possible is 1";
        var elements = dimensions.Aggregate(BigInteger.One, (product, d) => product * d);
        return elements > int.MaxValue ? $"has {elements} elements, at most {int.MaxValue} are supported" : null;
    }
}

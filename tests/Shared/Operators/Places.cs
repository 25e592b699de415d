using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Where each element of a tensor is.</summary>
internal static class Places
{
    /// <summary>The coordinates of every element, in the order in which they are stored.</summary>
    public static IReadOnlyList<int[]> Of(Shape shape)
    {
        var places = new int[shape.ElementCount][];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = new int[shape.Rank];
            for (var (axis, rest) = (shape.Rank - 1, i); axis >= 0; rest /= shape[axis], axis--)
                places[i][axis] = rest % shape[axis];
        }

        return places;
    }

    /// <summary>Which element has these coordinates.</summary>
    public static int At(Shape shape, IEnumerable<int> place) =>
        place.Index().Aggregate(0, (at, coordinate) => (at * shape[coordinate.Index]) + coordinate.Item);
}

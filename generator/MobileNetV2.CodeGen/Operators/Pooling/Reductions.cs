using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Shapes of reductions.</summary>
internal static class Reductions
{
    /// <summary>The input's shape with 1 along each folded axis: reduced axes do not move the output.</summary>
    public static Shape Kept(Shape input, ImmutableArray<int> axes) =>
        new([.. input.Dimensions.Select((size, axis) => axes.Contains(axis) ? 1 : size)]);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules of operators that turn blocks of pixels into channels and back. Each is false after reporting.</summary>
internal static class BlockRules
{
    /// <summary>Pixels along the side of a block; its square times an image's sides stays within 32 bits.</summary>
    public const int Largest = 255;

    private const int SequenceRank = 3;

    /// <summary>The shape of images: a sequence is an image one pixel wide.</summary>
    public static Shape Images(Shape shape) => shape.Rank == SequenceRank ? new Shape(shape[0], shape[1], 1, shape[2]) : shape;

    /// <summary>Images as what <paramref name="like"/> is.</summary>
    public static ImmutableArray<int> Dimensions(Shape like, int batch, int height, int width, int channels) =>
        like.Rank == SequenceRank ? [batch, height, channels] : [batch, height, width, channels];

    /// <summary>Images in, images out, or sequences both.</summary>
    public static bool AreImagesOrSequences(OperatorScope scope) => scope.Input().Shape.Rank == SequenceRank
        ? ShapeRules.HasRank(scope, "output", scope.Output, SequenceRank)
        : ShapeRules.HasRank(scope, "input", scope.Input(), 4) && ShapeRules.HasRank(scope, "output", scope.Output, 4);

    /// <summary>A block with two sides and a border of four; along a sequence only one side counts.</summary>
    public static bool IsBorder(OperatorScope scope, Size2D block, Padding2D border)
    {
        if (scope.Input().Shape.Rank == SequenceRank && (block.Width != 1 || border.Left != 0 || border.Right != 0))
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"a sequence has no width for blocks of {block} and their border"));
        if (block.Height is < 1 or > Largest || block.Width is < 1 or > Largest)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"the block is {block}, each side must be from 1 to {Largest}"));
        return (border.Top >= 0 && border.Bottom >= 0 && border.Left >= 0 && border.Right >= 0)
            || scope.Report(GraphDiagnostics.Attribute(scope.Place, "the border is not four numbers of pixels, none of them negative"));
    }

    public static bool AreImages(OperatorScope scope, int block)
    {
        if (block is < 1 or > Largest)
            return scope.Report(
                GraphDiagnostics.Attribute(scope.Place, $"the block has {block} pixels along its side, it must be from 1 to {Largest}"));
        if (!ShapeRules.HasRank(scope, "input", scope.Input(), 4) || !ShapeRules.HasRank(scope, "output", scope.Output, 4))
            return false;
        var input = scope.Input().Shape;
        var largest = int.MaxValue / (block * block);
        return (input.Height <= largest && input.Width <= largest && input.Channels <= largest)
            || scope.Report(GraphDiagnostics.Shapes(scope.Place, $"{input} is too large for blocks of {block}x{block} pixels"));
    }
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules of operators that turn blocks of pixels into channels and back. Each is false after reporting.</summary>
internal static class BlockRules
{
    /// <summary>Pixels along the side of a block; its square times an image's sides stays within 32 bits.</summary>
    public const int Largest = 255;

    /// <summary>A block with two sides and a border of four.</summary>
    public static bool IsBorder(OperatorScope scope, Size2D block, Padding2D border)
    {
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

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The matrices of BATCH_MATMUL, and the shapes in which they lie.</summary>
internal sealed record MatrixShapes(int Rows, int Inner, int Columns, Shape LeftBatch, Shape RightBatch)
{
    /// <summary>Of operands with at least two dimensions each; the inner one is that of the left.</summary>
    public static MatrixShapes Of(ITensorTable graph, BatchMatMul op)
    {
        var (left, right) = (graph[op.Left].Shape, graph[op.Right].Shape);
        var (rows, inner) = op.TransposeLeft ? (left[left.Rank - 1], left[left.Rank - 2]) : (left[left.Rank - 2], left[left.Rank - 1]);
        var columns = op.TransposeRight ? right[right.Rank - 2] : right[right.Rank - 1];
        return new MatrixShapes(
            rows, inner, columns, new Shape([.. left.Dimensions.SkipLast(2)]), new Shape([.. right.Dimensions.SkipLast(2)]));
    }
}

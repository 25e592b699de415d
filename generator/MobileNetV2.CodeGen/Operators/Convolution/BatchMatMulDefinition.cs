using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>BATCH_MATMUL, and FULLY_CONNECTED whose weights are computed.</summary>
internal sealed class BatchMatMulDefinition : OperatorDefinition<BatchMatMul>
{
    private static readonly FlagAttribute<BatchMatMul> Left =
        new("transposeLeft", o => o.TransposeLeft) { IsPrinted = true, Note = "the left matrices are [inner, rows]" };

    private static readonly FlagAttribute<BatchMatMul> Right =
        new("transposeRight", o => o.TransposeRight) { IsPrinted = true, Note = "the right matrices are [columns, inner]" };

    private static readonly ActivationAttribute<BatchMatMul> Fused = new("activation", o => o.Activation);

    public override ImmutableArray<string> Kinds => ["BATCH_MATMUL"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", ElementType.Int8) with { Title = "left [..., rows, inner]" },
        Operand.Activation("input 1", ElementType.Int8) with { Title = "right [..., inner, columns]; the other dimensions broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Left, Right, Fused];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32, RoundingRule.Float64];

    protected override BatchMatMul Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Left.Read(attributes), Right.Read(attributes), Fused.Read(attributes));

    protected override bool Shapes(OperatorScope scope, BatchMatMul op)
    {
        var (left, right) = (scope.Input().Shape, scope.Input(1).Shape);
        if (left.Rank < 2 || right.Rank < 2)
        {
            return scope.Report(GraphDiagnostics.Rank(
                scope.Place, $"input {scope.Input(left.Rank < 2 ? 0 : 1)}", Math.Min(left.Rank, right.Rank), "at least 2"));
        }

        var inner = (op.TransposeLeft ? left[left.Rank - 2] : left[left.Rank - 1],
            op.TransposeRight ? right[right.Rank - 1] : right[right.Rank - 2]);
        var matrices = MatrixShapes.Of(new Pair(op, scope), op);
        if (inner.Item1 != inner.Item2 || Broadcast(matrices.LeftBatch, matrices.RightBatch) is not { } batch)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"matrices of shape {left} and {right} cannot be multiplied: inner dimensions are {inner.Item1} and {inner.Item2}"));
        }

        return ShapeRules.Gives(scope, [.. batch, matrices.Rows, matrices.Columns]);
    }

    protected override bool Scales(OperatorScope scope, BatchMatMul op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, BatchMatMul op)
    {
        var factor = BatchMatMulConstants.RealFactor(
            ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)), ArithmeticRules.Scale(scope.Output));
        var worst = (long)ArithmeticRules.LargestOffset * ArithmeticRules.LargestOffset * MatrixShapes.Of(new Pair(op, scope), op).Inner;
        return ArithmeticRules.IsFactor(scope, factor) && ArithmeticRules.FitsAccumulator(scope, "a sum of products", worst);
    }

    protected override long Macs(ITensorTable graph, BatchMatMul op) =>
        (long)graph[op.Output].Shape.ElementCount * MatrixShapes.Of(graph, op).Inner;

    protected override RowAccess Rows(Graph graph, BatchMatMul op) => new RowAccess.WholeTensor();

    protected override void Run(BatchMatMul op, TensorValues values)
    {
        var graph = values.Graph;
        var constants = BatchMatMulConstants.For(graph, op);
        var factor = RuledFactor.Of(values.Rounding, constants.Factor);
        var matrices = MatrixShapes.Of(graph, op);
        var (rows, inner, columns) = (matrices.Rows, matrices.Inner, matrices.Columns);
        var left = Elements.Widen(values.Read(op.Left), graph[op.Left].Type, constants.LeftOffset);
        var right = Elements.Widen(values.Read(op.Right), graph[op.Right].Type, constants.RightOffset);
        var batch = new Shape([.. graph[op.Output].Shape.Dimensions.SkipLast(2)]);
        var (leftAt, rightAt) = (Offsets.Broadcast(matrices.LeftBatch, batch), Offsets.Broadcast(matrices.RightBatch, batch));
        var result = values.Write(op.Output);
        var (leftRow, leftInner) = op.TransposeLeft ? (1, rows) : (inner, 1);
        var (rightInner, rightColumn) = op.TransposeRight ? (1, inner) : (columns, 1);
        for (var i = 0; i < result.Length; i++)
        {
            var (matrix, element) = Math.DivRem(i, rows * columns);
            var (row, column) = Math.DivRem(element, columns);
            var (l, r) = ((leftAt[matrix] * rows * inner) + (row * leftRow), (rightAt[matrix] * inner * columns) + (column * rightColumn));
            var sum = 0;
            for (var k = 0; k < inner; k++)
                sum += left[l + (k * leftInner)] * right[r + (k * rightInner)];
            result[i] = Requantization.Finish(factor.Apply(sum), constants.OutputOffset, constants.Activation);
        }
    }

    private static ImmutableArray<int>? Broadcast(Shape left, Shape right)
    {
        var dimensions = new int[Math.Max(left.Rank, right.Rank)];
        for (var i = 1; i <= dimensions.Length; i++)
        {
            var (a, b) = (i <= left.Rank ? left[left.Rank - i] : 1, i <= right.Rank ? right[right.Rank - i] : 1);
            if (a != b && a != 1 && b != 1)
                return null;
            dimensions[^i] = Math.Max(a, b);
        }

        return [.. dimensions];
    }

    /// <summary>The operands under examination.</summary>
    private sealed class Pair(BatchMatMul op, OperatorScope scope) : ITensorTable
    {
        public Tensor this[TensorId id] => id == op.Left ? scope.Input() : scope.Input(1);
    }
}

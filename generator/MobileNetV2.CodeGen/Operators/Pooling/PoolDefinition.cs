using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What both poolings have in common.</summary>
internal abstract class PoolDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : PoolOperator
{
    protected static readonly SizeAttribute<TOperator> Window = new("window", o => o.Window) { IsRequired = true };
    protected static readonly SizeAttribute<TOperator> Stride = new("stride", o => o.Stride) { IsAlwaysPrinted = true };
    protected static readonly PaddingAttribute<TOperator> Padding = new("padding", o => o.Padding, Window, Stride, dilation: null);
    protected static readonly ActivationAttribute<TOperator> Fused = new("activation", o => o.Activation);

    public sealed override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Window, Stride, Padding, Fused];

    public sealed override Movement Movement => Movement.Computes;

    protected sealed override bool Shapes(OperatorScope scope, TOperator op)
    {
        if (!ShapeRules.HasRank(scope, "input", scope.Input(), 4))
            return false;

        // A window that lies in the padding altogether would have no value.
        var (window, padding, image) = (op.Window, op.Padding, scope.Input().Shape);
        if (padding.Top >= window.Height || padding.Bottom >= window.Height || padding.Left >= window.Width
            || padding.Right >= window.Width)
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"padding {padding} is not smaller than the window of {window.Height}x{window.Width}"));
        }

        return WindowShapes.Output(scope, image, window, op.Stride, Size2D.One, padding) is var (height, width)
            && ShapeRules.Gives(scope, [image.Batch, height, width, image.Channels]);
    }

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;

    protected static RowAccess WindowOf(TOperator op) => new RowAccess.Window(op.Window, op.Stride, Size2D.One, op.Padding);
}

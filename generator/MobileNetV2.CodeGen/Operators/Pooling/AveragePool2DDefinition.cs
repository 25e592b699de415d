using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class AveragePool2DDefinition : PoolDefinition<AveragePool2D>
{
    private static readonly UInt8RoundingAttribute<AveragePool2D> Rounding = new(o => o.UInt8Rounding) { IsPrinted = true };

    public override ImmutableArray<string> Kinds => ["AVERAGE_POOL_2D"];

    public override ImmutableArray<OperatorAttribute> Attributes => [.. base.Attributes, Rounding];

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32, RoundingRule.HalvesUp, RoundingRule.TowardZero];

    protected override AveragePool2D Make(OperatorOrigin origin, IAttributeReader attributes) => new(
        origin.Id,
        origin.Inputs,
        origin.Outputs,
        Window.Read(attributes),
        Stride.Read(attributes),
        Padding.Read(attributes),
        Fused.Read(attributes))
    {
        UInt8Rounding = Rounding.Read(attributes),
    };

    protected override bool Arithmetic(OperatorScope scope, AveragePool2D op) => ArithmeticRules.FitsAccumulator(
        scope, "a sum", (long)ArithmeticRules.LargestOffset * op.Window.Height * op.Window.Width);

    /// <remarks>A window as large as the image needs no window: pixels are added up as they come.</remarks>
    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, AveragePool2D op)
    {
        var isGlobal = op.Padding.IsZero && op.Window == graph[op.Input].Shape.Extent && graph[op.Output].Shape.Extent.IsOne;
        return isGlobal ? new RowAccess.Sum() : WindowOf(op);
    }

    protected override void Run(AveragePool2D op, TensorValues values) => AveragePoolKernel.Run(op, values);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEQUANTIZE to float32.</summary>
internal sealed class DequantizeDefinition : OperatorDefinition<Dequantize>
{
    public override ImmutableArray<string> Kinds => ["DEQUANTIZE"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input", ElementType.Int8, ElementType.UInt8, ElementType.Int16)];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Float32)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Dequantize Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, Dequantize op) => ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, Dequantize op) =>
        QuantizationRules.ArePerTensor(scope) && (scope.Input().Type != ElementType.Int16 || WideRules.HasScale(scope, scope.Input()));

    protected override bool Arithmetic(OperatorScope scope, Dequantize op) => true;

    protected override long Macs(ITensorTable graph, Dequantize op) => 0;

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, Dequantize op) => new RowAccess.Elementwise();

    protected override void Run(Dequantize op, TensorValues values) => DequantizeKernel.Run(op, values);
}

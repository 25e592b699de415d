using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>QUANTIZE from float32 or between integers.</summary>
internal sealed class QuantizeDefinition : OperatorDefinition<Quantize>
{
    public override ImmutableArray<string> Kinds => ["QUANTIZE"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input", ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32)];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output", ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32];

    /// <remarks>In any mixture.</remarks>
    public override bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    protected override Quantize Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, Quantize op) => ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, Quantize op) => QuantizationRules.ArePerTensor(scope) && IsWideQuantized(scope);

    protected override bool Arithmetic(OperatorScope scope, Quantize op) =>
        scope.Input().Type == ElementType.Float32 || ArithmeticRules.AreFactors(scope);

    /// <summary>Floats become 8 or 16 bits, as 32 bits do; what is wider has a scale too.</summary>
    private static bool IsWideQuantized(OperatorScope scope)
    {
        var (input, output) = (scope.Input(), scope.Output);
        if (!IsWide(input) && !IsWide(output))
            return true;
        if (input.Type == ElementType.Float32)
            return TypeRules.Is(scope, "output", output, ElementType.Int8, ElementType.UInt8, ElementType.Int16)
                && WideRules.HasScale(scope, output);
        if (input.Type == ElementType.Int32 && !TypeRules.Is(scope, "output", output, ElementType.Int8, ElementType.Int16))
            return false;
        return WideRules.HasScale(scope, input) && WideRules.HasScale(scope, output);
    }

    private static bool IsWide(Tensor tensor) => tensor.Type is ElementType.Int16 or ElementType.Int32;

    protected override long Macs(ITensorTable graph, Quantize op) => 0;

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, Quantize op) => new RowAccess.Elementwise();

    protected override void Run(Quantize op, TensorValues values) => QuantizeKernel.Run(op, values);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MUL.</summary>
internal sealed class MulDefinition : ArithmeticDefinition<Mul>
{
    private static readonly ScaleProductAttribute<Mul> Product = new("scaleProduct", o => o.ScaleProduct);

    public override ImmutableArray<string> Kinds => ["MUL"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Product, Fused];

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32, RoundingRule.Float64];

    protected override Mul Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Fused.Read(attributes)) { ScaleProduct = Product.Read(attributes) };

    /// <remarks>Networks whose calibration left scales of next to nothing behind have factors beyond any shift: see the
    /// constants.</remarks>
    protected override bool Arithmetic(OperatorScope scope, Mul op) => true;

    protected override void Run(Mul op, TensorValues values) => MulKernel.Run(op, values);
}

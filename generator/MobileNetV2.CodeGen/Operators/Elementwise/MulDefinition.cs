using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MUL.</summary>
internal sealed class MulDefinition : ArithmeticDefinition<Mul>
{
    private static readonly ScaleProductAttribute<Mul> Product = new("scaleProduct", o => o.ScaleProduct);

    public override ImmutableArray<string> Kinds => ["MUL"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Product, Fused];

    protected override Mul Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Fused.Read(attributes)) { ScaleProduct = Product.Read(attributes) };

    protected override bool Arithmetic(OperatorScope scope, Mul op)
    {
        var scales = op.ScaleProduct.Of(ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)));
        return ArithmeticRules.IsFactor(scope, scales / ArithmeticRules.Scale(scope.Output));
    }

    protected override void Run(Mul op, TensorValues values) => MulKernel.Run(op, values);
}

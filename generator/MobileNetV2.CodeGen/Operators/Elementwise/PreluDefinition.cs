using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>PRELU.</summary>
internal sealed class PreluDefinition : BinaryDefinition<Prelu>
{
    public override ImmutableArray<string> Kinds => ["PRELU"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", ElementType.Int8) with { Title = "input" },
        Operand.Activation("input 1", ElementType.Int8) with { Title = "alpha; shapes broadcast" },
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Prelu Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Prelu op)
    {
        var factor = ArithmeticRules.Scale(scope.Input()) / (double)ArithmeticRules.Scale(scope.Output);
        return ArithmeticRules.IsFactor(scope, factor) && ArithmeticRules.IsFactor(scope, factor * ArithmeticRules.Scale(scope.Input(1)));
    }

    protected override void Run(Prelu op, TensorValues values)
    {
        var constants = PreluConstants.For(values.Graph, op);
        var range = ActivationRange.Of(values.Graph[op.Output].Type);
        BinaryKernel.Run(op, values, (x, alpha) =>
        {
            var distance = x + constants.InputOffset;
            var scaled = distance >= 0
                ? constants.Positive.Apply(distance)
                : constants.Negative.Apply(distance * (alpha + constants.AlphaOffset));
            return Requantization.Finish(scaled, constants.OutputOffset, range);
        });
    }
}

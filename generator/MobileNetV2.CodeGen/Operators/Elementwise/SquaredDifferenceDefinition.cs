using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SQUARED_DIFFERENCE.</summary>
internal sealed class SquaredDifferenceDefinition : BinaryDefinition<SquaredDifference>
{
    public override ImmutableArray<string> Kinds => ["SQUARED_DIFFERENCE"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override SquaredDifference Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, SquaredDifference op) => ArithmeticRules.IsFactor(
        scope,
        SquaredDifferenceConstants.OutputReal(
            ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)), ArithmeticRules.Scale(scope.Output)));

    protected override void Run(SquaredDifference op, TensorValues values)
    {
        var constants = SquaredDifferenceConstants.For(values.Graph, op);
        var range = ActivationRange.Of(values.Graph[op.Output].Type);
        BinaryKernel.Run(op, values, (left, right) =>
        {
            var difference =
                constants.LeftFactor.Apply((left + constants.LeftOffset) << SquaredDifferenceConstants.LeftShift)
                - constants.RightFactor.Apply((right + constants.RightOffset) << SquaredDifferenceConstants.LeftShift);
            return Requantization.Finish(constants.OutputFactor.Apply(difference * difference), constants.OutputOffset, range);
        });
    }
}

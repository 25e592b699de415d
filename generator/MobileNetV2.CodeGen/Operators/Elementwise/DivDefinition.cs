using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DIV.</summary>
internal sealed class DivDefinition : ArithmeticDefinition<Div>
{
    /// <summary>The dividend has at least 23 bits of head room, and the last shift goes to the right.</summary>
    private const double LargestFactor = 1 << 22;

    public override ImmutableArray<string> Kinds => ["DIV"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Fused];

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Div Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Fused.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, Div op)
    {
        var factor = DivConstants.RealFactor(
            ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)), ArithmeticRules.Scale(scope.Output));
        return factor < LargestFactor || scope.Report(GraphDiagnostics.Rescale(
            scope.Place, "the factor from the input scales to the output scale", factor, LargestFactor));
    }

    protected override void Run(Div op, TensorValues values)
    {
        var constants = DivConstants.For(values.Graph, op);
        BinaryKernel.Run(op, values, (left, right) => Requantization.Finish(
            constants.Quotient(left + constants.LeftOffset, right + constants.RightOffset), constants.OutputOffset, constants.Activation));
    }
}

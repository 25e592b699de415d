using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x where x is not negative, otherwise x * <paramref name="Alpha"/>.</summary>
public sealed record LeakyRelu(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, float Alpha)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "LEAKY_RELU";
}

/// <summary>LEAKY_RELU; factors are products and quotients in binary32.</summary>
internal sealed class LeakyReluDefinition : TableDefinition<LeakyRelu>
{
    private static readonly RealAttribute<LeakyRelu> Alpha = new("alpha", o => o.Alpha, 0) { Note = "the factor of negative numbers" };

    public override ImmutableArray<string> Kinds => ["LEAKY_RELU"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Alpha];

    public override QuantizationParameters? Output => null;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32];

    protected override Func<float, float> Curve(LeakyRelu op) => x => x < 0 ? x * op.Alpha : x;

    protected override LeakyRelu Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Alpha.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, LeakyRelu op)
    {
        var (input, output) = (scope.Input().RequiredQuantization, scope.Output.RequiredQuantization);
        return ArithmeticRules.IsFactor(scope, LeakyReluConstants.Factor(input, output))
            && ArithmeticRules.IsFactor(scope, Math.Abs(LeakyReluConstants.Factor(op, input, output)));
    }

    protected override Func<int, int> Rule(LeakyRelu op, QuantizationParameters input, QuantizationParameters output)
    {
        var constants = LeakyReluConstants.For(op, input, output);
        return x => unchecked(output.ZeroPoint + constants.Apply(x - input.ZeroPoint));
    }
}

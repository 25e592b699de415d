using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x clamped between 0 and 1. No operator can fuse it, so it is not one of <see cref="Relu"/>'s.</summary>
public sealed record Relu0To1(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "RELU_0_TO_1";
}

/// <summary>RELU_0_TO_1; it requantizes as RELU does.</summary>
internal sealed class Relu0To1Definition : TableDefinition<Relu0To1>
{
    public override ImmutableArray<string> Kinds => ["RELU_0_TO_1"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Relu0To1 Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Relu0To1 op) => ArithmeticRules.AreFactors(scope);

    protected override Func<int, int> Rule(Relu0To1 op, QuantizationParameters input, QuantizationParameters output)
    {
        var factor = QuantizedMultiplier.FromReal((float)(input.Scale / output.Scale));
        var one = output.ZeroPoint + (int)Math.Min(MathF.Round(1 / output.Scale, MidpointRounding.AwayFromZero), ushort.MaxValue);
        return x => Math.Clamp(unchecked(factor.Apply(x - input.ZeroPoint) + output.ZeroPoint), output.ZeroPoint, one);
    }
}

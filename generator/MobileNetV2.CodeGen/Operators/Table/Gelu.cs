using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x times the probability that a normal variable is below x.</summary>
/// <param name="IsApproximate">The probability is taken from a hyperbolic tangent.</param>
public sealed record Gelu(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, bool IsApproximate)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "GELU";
}

/// <summary>GELU, tabulated from reals.</summary>
internal sealed class GeluDefinition : TableDefinition<Gelu>
{
    private const float RootOfHalf = 0.70710678118654752440f;
    private const float RootOfTwoByPi = 0.79788456080286535588f;

    private static readonly FlagAttribute<Gelu> Approximate =
        new("approximate", o => o.IsApproximate) { IsPrinted = true, Note = "by a hyperbolic tangent" };

    public override ImmutableArray<string> Kinds => ["GELU"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Approximate];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Gelu Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Approximate.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, Gelu op) => true;

    protected override Func<int, int> Rule(Gelu op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, op.IsApproximate ? OfTangent : OfError);

    private static float OfError(float x) => 0.5f * x * (float)RealFunctions.ComplementaryError(x * -RootOfHalf);

    private static float OfTangent(float x) => 0.5f * x * (1f + MathF.Tanh(RootOfTwoByPi * (x + (0.044715f * x * x * x))));
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The hyperbolic tangent.</summary>
/// <param name="UInt8Rounding">The table is made from reals, as that of the uint8 kernel.</param>
public sealed record Tanh(
    OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, bool UInt8Rounding = false)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "TANH";
}

/// <summary>TANH in fixed point; its output is in 128ths.</summary>
internal sealed class TanhDefinition : TableDefinition<Tanh>
{
    private static readonly UInt8RoundingAttribute<Tanh> Rounding = new(o => o.UInt8Rounding) { IsPrinted = true };

    public override ImmutableArray<string> Kinds => ["TANH"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Rounding];

    public override QuantizationParameters Output { get; } = QuantizationParameters.PerTensor(1f / 128, 0);

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32];

    protected override Func<float, float> Curve(Tanh op) => x => (float)Math.Tanh(x);

    protected override Tanh Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Rounding.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, Tanh op) => true;

    protected override Func<int, int> Rule(Tanh op, QuantizationParameters input, QuantizationParameters output) => op.UInt8Rounding
        ? RealTable.Of(input, output, Curve(op))
        : SaturatingCurve.Of(input, FixedPointFunctions.Tanh, outputBits: 7, output.ZeroPoint);
}

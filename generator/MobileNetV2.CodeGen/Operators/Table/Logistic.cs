using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>1 / (1 + e^-x).</summary>
/// <param name="UInt8Rounding">The table is made from reals, as that of the uint8 kernel.</param>
public sealed record Logistic(
    OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, bool UInt8Rounding = false)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "LOGISTIC";
}

/// <summary>LOGISTIC in fixed point; its output is in 256ths from 0 on.</summary>
internal sealed class LogisticDefinition : TableDefinition<Logistic>
{
    private static readonly UInt8RoundingAttribute<Logistic> Rounding = new(o => o.UInt8Rounding) { IsPrinted = true };

    public override ImmutableArray<string> Kinds => ["LOGISTIC"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Rounding];

    public override QuantizationParameters Output { get; } = QuantizationParameters.PerTensor(1f / 256, -128);

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32];

    protected override Func<float, float> Curve(Logistic op) => x => (float)(1 / (1 + Math.Exp(-x)));

    protected override Logistic Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Rounding.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, Logistic op) => true;

    protected override Func<int, int> Rule(Logistic op, QuantizationParameters input, QuantizationParameters output) => op.UInt8Rounding
        ? RealTable.Of(input, output, Curve(op))
        : SaturatingCurve.Of(input, FixedPointFunctions.Logistic, outputBits: 8, output.ZeroPoint);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>e^x.</summary>
public sealed record Exp(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "EXP";
}

/// <summary>EXP; the reference makes the table in binary32.</summary>
internal sealed class ExpDefinition : TableDefinition<Exp>
{
    public override ImmutableArray<string> Kinds => ["EXP"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Exp Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Exp op) => true;

    protected override Func<int, int> Rule(Exp op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => (float)Math.Exp(x));
}

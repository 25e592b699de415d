using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>1 where x is above zero, -1 where it is below, 0 where it is zero.</summary>
public sealed record Sign(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "SIGN";
}

/// <summary>SIGN; the table is made in binary32.</summary>
internal sealed class SignDefinition : TableDefinition<Sign>
{
    public override ImmutableArray<string> Kinds => ["SIGN"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Sign Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Sign op) => true;

    protected override Func<int, int> Rule(Sign op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => MathF.Sign(x));
}

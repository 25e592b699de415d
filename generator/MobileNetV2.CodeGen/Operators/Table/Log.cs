using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The natural logarithm. 0 and negative numbers give the smallest value of the output.</summary>
public sealed record Log(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "LOG";
}

/// <summary>LOG; the reference makes the table in binary32.</summary>
internal sealed class LogDefinition : TableDefinition<Log>
{
    public override ImmutableArray<string> Kinds => ["LOG"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Log Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Log op) => true;

    protected override Func<int, int> Rule(Log op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => x > 0 ? (float)Math.Log(x) : float.NegativeInfinity);
}

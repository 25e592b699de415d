using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x with the other sign.</summary>
public sealed record Neg(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "NEG";
}

/// <summary>NEG, tabulated from reals: the reference has no integers for it.</summary>
internal sealed class NegDefinition : TableDefinition<Neg>
{
    public override ImmutableArray<string> Kinds => ["NEG"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Neg Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Neg op) => true;

    protected override Func<int, int> Rule(Neg op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => -x);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x where x is not negative, otherwise e^x - 1.</summary>
public sealed record Elu(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "ELU";
}

/// <summary>ELU, tabulated from reals.</summary>
internal sealed class EluDefinition : TableDefinition<Elu>
{
    public override ImmutableArray<string> Kinds => ["ELU"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Elu Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Elu op) => true;

    protected override Func<int, int> Rule(Elu op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => x < 0 ? (float)RealFunctions.ExpMinusOne(x) : x);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x * x.</summary>
public sealed record Square(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "SQUARE";
}

/// <summary>SQUARE; the table is made in binary32.</summary>
internal sealed class SquareDefinition : TableDefinition<Square>
{
    public override ImmutableArray<string> Kinds => ["SQUARE"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Square Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Square op) => true;

    protected override Func<int, int> Rule(Square op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => x * x);
}

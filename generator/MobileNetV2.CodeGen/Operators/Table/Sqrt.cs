using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The square root. Negative numbers, which have none, give 0.</summary>
public sealed record Sqrt(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "SQRT";
}

/// <summary>SQRT; the table is made in binary32.</summary>
internal sealed class SqrtDefinition : TableDefinition<Sqrt>
{
    public override ImmutableArray<string> Kinds => ["SQRT"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Sqrt Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Sqrt op) => true;

    protected override Func<int, int> Rule(Sqrt op, QuantizationParameters input, QuantizationParameters output) =>
        RealTable.Of(input, output, x => x > 0 ? MathF.Sqrt(x) : 0);
}

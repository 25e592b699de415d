using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "TANH";
}

/// <summary>TANH in fixed point; its output is in 128ths.</summary>
internal sealed class TanhDefinition : TableDefinition<Tanh>
{
    public override ImmutableArray<string> Kinds => ["TANH"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override QuantizationParameters Output { get; } = QuantizationParameters.PerTensor(1f / 128, 0);

    protected override Tanh Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Tanh op) => true;

    protected override Func<int, int> Rule(Tanh op, QuantizationParameters input, QuantizationParameters output) =>
        SaturatingCurve.Of(input, FixedPointFunctions.Tanh, outputBits: 7, output.ZeroPoint);
}

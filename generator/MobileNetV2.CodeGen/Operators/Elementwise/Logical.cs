using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Both, or at least one, with broadcasting (NumPy rules). <paramref name="SourceKind"/> is LOGICAL_AND or LOGICAL_OR.</summary>
public sealed record Logical(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    string SourceKind)
    : BinaryOperator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}

/// <summary>LOGICAL_AND and LOGICAL_OR.</summary>
internal sealed class LogicalDefinition : BinaryDefinition<Logical>
{
    public override ImmutableArray<string> Kinds => ["LOGICAL_AND", "LOGICAL_OR"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", ElementType.Bool) with { Title = "left" },
        Operand.Activation("input 1", ElementType.Bool) with { Title = "right; shapes broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Bool)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Logical Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    protected override bool Arithmetic(OperatorScope scope, Logical op) => true;

    protected override void Run(Logical op, TensorValues values) =>
        PlainNumbers.Run(op, values, op.Kind == "LOGICAL_AND" ? (a, b) => a & b : (a, b) => a | b);
}

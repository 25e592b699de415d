using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Whole numbers beside reals: below (FLOOR), above (CEIL), or the nearest, ties to even ones (ROUND). <paramref name="SourceKind"/>
/// is the one the file had.
/// </summary>
public sealed record Rounding(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}

/// <summary>FLOOR, CEIL and ROUND.</summary>
internal sealed class RoundingDefinition : PointwiseDefinition<Rounding>
{
    public override ImmutableArray<string> Kinds => ["FLOOR", "CEIL", "ROUND"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", ElementType.Float32)];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Float32)];

    protected override Rounding Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    protected override void Run(Rounding op, TensorValues values) => FloatElementwise.Unary(op, values, op.Kind switch
    {
        "FLOOR" => FloatFunctions.Floor,
        "CEIL" => x => -FloatFunctions.Floor(-x),
        _ => FloatFunctions.Round,
    });
}

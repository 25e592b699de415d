using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The largest whole number that is not above left / right, with broadcasting (NumPy rules).</summary>
public sealed record FloorDiv(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : BinaryOperator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "FLOOR_DIV";
}

/// <summary>FLOOR_DIV.</summary>
internal sealed class FloorDivDefinition : NumberDefinition<FloorDiv>
{
    public override ImmutableArray<string> Kinds => ["FLOOR_DIV"];

    protected override FloorDiv Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override float Of(float left, float right) => FloatFunctions.Floor(left / right);

    protected override long Of(long left, long right) => WholeNumbers.FloorDivide(left, right);
}

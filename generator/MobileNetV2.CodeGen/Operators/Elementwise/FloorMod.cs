using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What is left of left after as many rights as go into it; it has the sign of right. With broadcasting (NumPy rules).</summary>
public sealed record FloorMod(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : BinaryOperator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "FLOOR_MOD";
}

/// <summary>FLOOR_MOD.</summary>
internal sealed class FloorModDefinition : NumberDefinition<FloorMod>
{
    public override ImmutableArray<string> Kinds => ["FLOOR_MOD"];

    protected override FloorMod Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override float Of(float left, float right)
    {
        var rest = FloatFunctions.Remainder(left, right);
        return rest != 0 && right < 0 != rest < 0 ? rest + right : rest;
    }

    protected override long Of(long left, long right) => unchecked(left - (WholeNumbers.FloorDivide(left, right) * right));
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The opposite of each truth value.</summary>
public sealed record LogicalNot(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "LOGICAL_NOT";
}

/// <summary>LOGICAL_NOT.</summary>
internal sealed class LogicalNotDefinition : PointwiseDefinition<LogicalNot>
{
    public override ImmutableArray<string> Kinds => ["LOGICAL_NOT"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", ElementType.Bool)];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Bool)];

    protected override LogicalNot Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override void Run(LogicalNot op, TensorValues values)
    {
        var input = values.Read(op.Input);
        var output = values.Write(op.Output);
        for (var i = 0; i < output.Length; i++)
            output[i] = input[i] == 0 ? (byte)1 : (byte)0;
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>One place among the inputs or outputs of an operator.</summary>
/// <param name="Name">In messages; a repeated operand is counted behind it.</param>
/// <param name="Types">Element types that the operator computes with; empty when it takes any.</param>
internal sealed record Operand(string Name, OperandRole Role, ImmutableArray<ElementType> Types)
{
    /// <summary>What the documentation calls it, with its shape where that is not plain.</summary>
    public string Title { get; init; } = Name;

    /// <summary>May be left out; only the last ones.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Stands for one tensor or more; only the last one.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>How many tensors there may be.</summary>
    public static (int Least, int Most) Count(ImmutableArray<Operand> operands) =>
        (operands.Count(o => !o.IsOptional), operands.Any(o => o.IsRepeated) ? int.MaxValue : operands.Length);

    /// <summary>A tensor of any type of which only the shape is read.</summary>
    public static Operand ShapeOnly(string name) => new(name, OperandRole.ShapeOnly, []);

    /// <summary>Data of one of these types.</summary>
    public static Operand Activation(string name, params ImmutableArray<ElementType> types) => new(name, OperandRole.Activation, types);
}

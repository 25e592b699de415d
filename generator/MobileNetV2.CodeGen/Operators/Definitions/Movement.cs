using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What becomes of the bytes of an operator's input. Closed hierarchy.</summary>
internal abstract record Movement
{
    private Movement()
    {
    }

    /// <inheritdoc cref="Computation"/>
    public static Movement Computes { get; } = new Computation();

    /// <inheritdoc cref="View"/>
    public static Movement Views { get; } = new View();

    /// <summary>The output has the input's values at other places, and is never a run of its bytes.</summary>
    public static Movement Scatters { get; } = new Move((_, _) => null);

    /// <summary>The output has values of its own.</summary>
    internal sealed record Computation : Movement;

    /// <summary>The output is the input's bytes, in their order, under another shape: no byte needs to be written.</summary>
    internal sealed record View : Movement;

    /// <summary>The output has the input's values at other places.</summary>
    /// <param name="Runs">Where in the input's bytes each output begins, when all are runs of them; null when a byte has to move.</param>
    internal sealed record Move(Func<ITensorTable, Operator, ImmutableArray<int>?> Runs) : Movement;
}

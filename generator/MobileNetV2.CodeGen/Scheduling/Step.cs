using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>One step of a schedule: a whole operator, or a chain of operators row by row. Closed hierarchy.</summary>
internal abstract record Step
{
    /// <summary>The operators that this step executes, in graph order.</summary>
    public abstract ImmutableArray<Operator> Operators { get; }

    /// <summary>Kernels that work in more bytes are passed over, as long as there is another.</summary>
    public int MostWorkBytes { get; init; } = int.MaxValue;
}

using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>What to measure, and for which target.</summary>
/// <param name="Compile">The network and its target, which must be emulated.</param>
public sealed record BenchRequest(CompileRequest Compile)
{
    /// <summary>A folder with <c>Include/</c> and <c>libcmsis-nn.a</c>, linked instead of our own implementation of its functions;
    /// null for ours.</summary>
    public string? CmsisNnFolder { get; init; }

    /// <summary>Of gcc, for generated code and runtime; an installed CMSIS-NN is as it was built.</summary>
    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.O2;

    /// <summary>The input is made from it. Instruction counts depend on data only a little.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Cycles that an access of flash waits: how much that adds to the modelled cycles at most.</summary>
    public int WaitStates { get; init; }

    /// <summary>Stack of the emulated program, in bytes.</summary>
    public int StackBytes { get; init; } = 32768;

    /// <summary>A step that takes longer hangs; in emulated time, where an instruction takes 1 ns.</summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Real time of the whole run, builds excepted.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(30);
}

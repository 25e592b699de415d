using System.Collections.Immutable;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>What to verify, where, and on which inputs.</summary>
/// <param name="Compile">The network and its target. The target decides where the code runs: on the host,
/// or on the machine that emulates it.</param>
public sealed record VerifyRequest(CompileRequest Compile)
{
    /// <summary>Inputs of the user. Each case has one block for each input of the network, in order:
    /// little-endian elements of the tensor's type.</summary>
    public ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Cases { get; init; } = [];

    /// <summary>Cases made from <see cref="Seed"/>; from three on,
    /// the first two hold nothing but the smallest and the largest value.</summary>
    public int RandomCases { get; init; } = 5;

    public ulong Seed { get; init; } = 1;

    /// <summary>What somebody else computed for the first case.</summary>
    public ImmutableArray<ExpectedTensor> Expected { get; init; } = [];

    /// <summary>Compares every tensor that a step completes, not only the outputs.</summary>
    public bool StepByStep { get; init; } = true;

    /// <summary>A folder with <c>Include/</c> and <c>libcmsis-nn.a</c>, linked instead of our own implementation of its functions;
    /// null for ours.</summary>
    public string? CmsisNnFolder { get; init; }

    /// <summary>Builds with <c>-fsanitize=address,undefined</c>; host only.</summary>
    public bool Sanitize { get; init; }

    /// <summary>How the C compiler optimises; null is <c>-O2</c>, or <c>-O1</c> with sanitizers.</summary>
    public OptimizationLevel? Optimization { get; init; }

    /// <summary>Builds and links with <c>-flto</c>.</summary>
    public bool LinkTimeOptimization { get; init; }

    /// <summary>Stack of the emulated program, in bytes.</summary>
    public int StackBytes { get; init; } = 32768;

    /// <summary>A step that takes longer hangs: processor time on the host, emulated time (1 ns for an instruction) on a board.</summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of the whole run, builds excepted.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(30);
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Targets;

/// <summary>A core or board that code is generated for (<c>targets/*.json</c>).</summary>
/// <param name="Name">As in <c>--target</c>.</param>
/// <param name="AlignmentBytes">Alignment of the arena and of every buffer in it.</param>
/// <param name="CompilerFlags">Machine flags for gcc, for example <c>-mcpu=cortex-m7</c>.</param>
/// <param name="PreferredKernels">What <see cref="KernelSet.Auto"/> means here.</param>
/// <param name="Regions">Empty for plain cores: no limits are known.</param>
/// <param name="QemuMachine">The name of the target that emulates it (see <see cref="Emulator"/>), or null.</param>
public sealed record Target(
    string Name,
    string Title,
    Core Core,
    bool HasDsp,
    bool HasMve,
    bool HasFpu,
    int AlignmentBytes,
    ImmutableArray<string> CompilerFlags,
    KernelSet PreferredKernels,
    ImmutableArray<MemoryRegion> Regions,
    string? QemuMachine)
{
    /// <summary>The core that a board inherits; null for a core.</summary>
    public string? Inherits { get; init; }

    /// <summary>Preprocessor definitions that CMSIS-NN must be built with on this target,
    /// for example <c>ARM_MATH_AUTOVECTORIZE</c>.</summary>
    public ImmutableArray<string> CmsisNnDefines { get; init; } = [];

    /// <summary>Clock of the core; null for plain cores.</summary>
    public long? ClockHz { get; init; }

    /// <summary>What an instruction takes; null where nobody knows, as on the host.</summary>
    public CycleEstimate? CyclesPerInstruction { get; init; }

    /// <summary>Set when this target is itself a machine of <c>qemu-system-arm</c>.</summary>
    public Emulator? Emulator { get; init; }

    /// <summary>Where the facts come from.</summary>
    public ImmutableArray<TargetSource> Sources { get; init; } = [];
}

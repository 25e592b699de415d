using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Options;

/// <summary>How a simulated network is compiled: the options of <c>mnv2c compile</c> that change what its C does.</summary>
public sealed record SimulationOptions
{
    public ScheduleMode Schedule { get; init; } = ScheduleMode.Auto;

    public KernelSet Kernels { get; init; } = KernelSet.Auto;

    public BorderMode Io { get; init; } = BorderMode.Native;

    /// <summary><see cref="InputMode.Rows"/> for <see cref="HostSimulation.PushRows"/>.</summary>
    public InputMode Input { get; init; } = InputMode.Frame;

    /// <summary>Channels that have one value or no reader are computed all the same.</summary>
    public bool KeepChannels { get; init; }

    /// <summary>Largest arena allowed, in bytes.</summary>
    public int? RamBudgetBytes { get; init; }

    /// <summary>
    /// What the C is generated for: a name as <c>mnv2c targets</c> lists them, or a target file <c>./board.json</c>. A host simulation can
    /// take the firmware's target: the same C then, with our own C in the place of CMSIS-NN. Null is <c>host</c>,
    /// or for an emulated target that target.</summary>
    public string? Target { get; init; }

    /// <summary>The host's C compiler; null is the environment's <c>CC</c>, or gcc.</summary>
    public string? Compiler { get; init; }

    /// <summary>How the C compiler optimises; null is <c>-O2</c>.</summary>
    public OptimizationLevel? Optimization { get; init; }

    /// <summary>Where built libraries are kept; null is <c>mnv2c/simulation</c> in the user's cache folder.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>An emulated target links the CMSIS-NN of this folder (<c>Include/</c>, <c>libcmsis-nn.a</c>);
    /// null is our own C with the same bits.</summary>
    public string? CmsisNnFolder { get; init; }
}

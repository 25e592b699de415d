using System.Collections.Immutable;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>What a network costs on an emulated core: <c>bench --json</c>. Instructions are counted, cycles are
/// modelled; the same figures in every run.</summary>
/// <param name="Target">As in <c>--target</c>.</param>
/// <param name="Machine">The emulated machine that ran the code.</param>
/// <param name="Kernels"><c>cmsis-nn</c> or <c>portable</c>.</param>
/// <param name="OfficialCmsisNn">True when an installed CMSIS-NN was linked.</param>
/// <param name="Instructions">Of one <c>m_invoke()</c>.</param>
/// <param name="CodeBytes">Code and read-only data of generated files, runtime and kernels, without the constants of the network.</param>
/// <param name="LibraryBytes">Code that the compiler's own libraries add, such as <c>memcpy</c>.</param>
/// <param name="WeightsBytes">Constants of the network.</param>
/// <param name="ArenaBytes">The arena.</param>
/// <param name="BssBytes">Variables besides the arena.</param>
/// <param name="StackBytes">Worst stack of one <c>m_invoke()</c>, measured by painting.</param>
/// <param name="StaticStackBytes">The same from the compiler's frame sizes and call graph;
/// null when a library without that information is linked.</param>
public sealed record BenchReport(
    string Model,
    string Target,
    string Machine,
    string Kernels,
    bool OfficialCmsisNn,
    string Optimization,
    long Instructions,
    long Macs,
    double InstructionsPerMac,
    long CodeBytes,
    long LibraryBytes,
    long WeightsBytes,
    long ArenaBytes,
    long BssBytes,
    long StackBytes,
    long? StaticStackBytes,
    ImmutableArray<BenchStep> Steps)
{
    /// <summary>Null when blocks could not be counted: <see cref="CyclesMissing"/> says why.</summary>
    public BenchCycles? Cycles { get; init; }

    /// <summary>Why there are no cycles; null when there are.</summary>
    public string? CyclesMissing { get; init; }

    /// <summary>Time on the target: of the modelled cycles where there are any, else of the counted instructions at the core's average;
    /// null where nothing is known of the core's cycles.</summary>
    public PlanTiming? Timing { get; init; }

    /// <summary>Indented JSON with LF line ends.</summary>
    public string ToJson() => BenchJson.Write(this);
}

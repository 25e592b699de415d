using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Whether generated code computed the same bits as the reference interpreter: <c>verify --json</c>.</summary>
/// <param name="Target">As in <c>--target</c>.</param>
/// <param name="Machine"><c>host</c>, or the emulated machine that ran the code.</param>
/// <param name="Kernels"><c>cmsis-nn</c> or <c>portable</c>.</param>
/// <param name="OfficialCmsisNn">True when an installed CMSIS-NN was linked instead of our implementation of its functions.</param>
/// <param name="Optimization">The C compiler's flags, such as <c>-O2</c> or <c>-Os -flto</c>.</param>
/// <param name="TensorsCompared">Outputs, and with <see cref="VerifyRequest.StepByStep"/> the tensors of every step.</param>
/// <param name="ScratchSizesChecked">Scratch sizes that were compared with the linked CMSIS-NN; 0 without one.</param>
/// <param name="FirstDifference">Null when <paramref name="BitExact"/>.</param>
public sealed record VerifyReport(
    string Model,
    string Target,
    string Machine,
    string Kernels,
    bool OfficialCmsisNn,
    string Optimization,
    bool BitExact,
    int CasesRun,
    long TensorsCompared,
    int ScratchSizesChecked,
    FirstDifference? FirstDifference)
{
    /// <summary>What somebody else computed, in the order of the network; empty when nothing was given.</summary>
    public ImmutableArray<ExpectedComparison> Expected { get; init; } = [];

    /// <summary>Indented JSON with LF line ends.</summary>
    public string ToJson() => VerifyJson.Write(this);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Simulation.Options;

/// <summary>
/// A model could not be compiled, built or run. The message has every diagnostic with its code and what to do about it, with options by
/// their names in <see cref="SimulationOptions"/>.
/// </summary>
public sealed class SimulationException : Exception
{
    private static readonly (string Option, string Name)[] Names =
    [
        ("--schedule", nameof(SimulationOptions.Schedule)),
        ("--kernels", nameof(SimulationOptions.Kernels)),
        ("--io", nameof(SimulationOptions.Io)),
        ("--input-mode", nameof(SimulationOptions.Input)),
        ("--keep-channels", nameof(SimulationOptions.KeepChannels)),
        ("--ram-budget", nameof(SimulationOptions.RamBudgetBytes)),
        ("--target", nameof(SimulationOptions.Target)),
        ("--cmsis-nn", nameof(SimulationOptions.CmsisNnFolder)),
    ];

    public SimulationException(ImmutableArray<Diagnostic> diagnostics)
        : base(OptionWords.Replace(string.Join('\n', diagnostics), Names)) => Diagnostics = diagnostics;

    /// <summary>As the command line would print them.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}

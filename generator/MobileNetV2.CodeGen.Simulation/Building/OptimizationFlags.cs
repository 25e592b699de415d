using System.Collections.Immutable;
using MobileNetV2.CodeGen.Simulation.Options;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>How the C compiler optimises: flags of every compile and of the link.</summary>
internal sealed record OptimizationFlags(OptimizationLevel Level, bool LinkTime = false)
{
    public static OptimizationFlags Usual { get; } = new(OptimizationLevel.O2);

    /// <summary>What was asked for; else the usual, or what makes reports of sanitizers readable.</summary>
    public static OptimizationFlags For(OptimizationLevel? level, bool linkTime, bool sanitize) =>
        new(level ?? (sanitize ? OptimizationLevel.O1 : Usual.Level), linkTime);

    public ImmutableArray<string> Flags => [$"-{Level}", .. LinkTime ? ["-flto"] : Array.Empty<string>()];

    /// <summary>As on a command line.</summary>
    public override string ToString() => string.Join(' ', Flags);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>A model could not be compiled, built or run. The message has every diagnostic with its code and what to do about it.</summary>
public sealed class SimulationException : Exception
{
    public SimulationException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics)) => Diagnostics = diagnostics;

    public ImmutableArray<Diagnostic> Diagnostics { get; }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>Every diagnostic that building and running generated C can give: MNV6xxx.</summary>
public static class SimulationDiagnosticCatalog
{
    /// <summary>All descriptors, ordered by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = DiagnosticCatalog.Of(typeof(SimulationDiagnosticCatalog).Assembly);
}

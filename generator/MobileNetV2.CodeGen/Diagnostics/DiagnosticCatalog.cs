using System.Collections.Immutable;
using System.Reflection;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>Every diagnostic the product can give, by code.</summary>
/// <remarks>Each range has one class, <c>ImportDiagnostics</c> to <c>SimulationDiagnostics</c>, with a static descriptor field and a factory method per message.</remarks>
public static class DiagnosticCatalog
{
    /// <summary>All descriptors, ordered by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. new[]
            {
                typeof(ImportDiagnostics), typeof(GraphDiagnostics), typeof(MemoryDiagnostics),
                typeof(TargetDiagnostics), typeof(EmissionDiagnostics), typeof(SimulationDiagnostics),
            }
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(d => d.Code, StringComparer.Ordinal),
    ];

    /// <summary>The descriptor of <paramref name="code"/>, or null when there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) =>
        All.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase));
}

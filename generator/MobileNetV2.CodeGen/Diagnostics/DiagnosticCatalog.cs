using System.Collections.Immutable;
using System.Reflection;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>Every diagnostic that the library can give, by code.</summary>
/// <remarks>A stage has its messages in a class beside it, <c>ImportDiagnostics</c> to <c>EmissionDiagnostics</c>: a static descriptor
/// field and a factory method for each.</remarks>
public static class DiagnosticCatalog
{
    /// <summary>All descriptors, ordered by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = Of(typeof(DiagnosticCatalog).Assembly);

    /// <summary>The descriptor of <paramref name="code"/>, or null when there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) =>
        All.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The descriptors in the static fields of classes whose names end in <c>Diagnostics</c>, ordered by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(d => d.Code, StringComparer.Ordinal),
    ];
}

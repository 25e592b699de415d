using System.Collections.Immutable;
using System.Reflection;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation;

namespace MobileNetV2.CodeGen.Cli.Messages;

/// <summary>The catalogues of the libraries and the codes of the command line and of the MSBuild package:
/// everything that DIAGNOSTICS.md describes.</summary>
internal static class AllDiagnostics
{
    public static ImmutableArray<DiagnosticDescriptor> ByCode { get; } =
    [
        .. DiagnosticCatalog.All.Concat(SimulationDiagnosticCatalog.All)
            .Concat(new[] { typeof(CommandLineDiagnostics), typeof(BuildDiagnostics) }
                .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
                .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
                .Select(f => (DiagnosticDescriptor)f.GetValue(null)!))
            .OrderBy(d => d.Code, StringComparer.Ordinal),
    ];
}

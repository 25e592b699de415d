using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Export;

/// <summary>MNV23xx: writing a graph as a file of another format.</summary>
internal static class ExportDiagnostics
{
    public static readonly DiagnosticDescriptor NotWrittenDescriptor = new(
        "MNV2301",
        "An operator cannot be written as TensorFlow Lite",
        "The operator, or its padding, has no form that the TensorFlow Lite writer knows.",
        "Write a model description instead: `--output net.json`.");

    public static Diagnostic NotWritten(string network, Operator op) => new(
        NotWrittenDescriptor, $"operator {op}", $"{op.Kind} of '{network}' has no form in a TensorFlow Lite file here",
        "write a model description: --output net.json");
}

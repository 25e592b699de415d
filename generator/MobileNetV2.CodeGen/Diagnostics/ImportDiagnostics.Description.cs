using System.Globalization;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV11xx: model descriptions, their weights, and built-in networks.</summary>
internal static partial class ImportDiagnostics
{
    public static readonly DiagnosticDescriptor BuilderOptionRange = new(
        "MNV1150",
        "Option of a built-in network out of range",
        "A built-in network was asked for with a size that it does not have.",
        "Choose a value in the range that the message gives.");

    public static Diagnostic BuilderOption(string option, IFormattable value, string range) => new(
        BuilderOptionRange,
        "mobilenet_v2",
        $"{option} is {value.ToString(null, CultureInfo.InvariantCulture)}, allowed is {range}",
        $"choose {option} in {range}");
}

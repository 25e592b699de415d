using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>MNV22xx: quantizing a float network.</summary>
internal static class QuantizingDiagnostics
{
    public static readonly DiagnosticDescriptor NotFloatDescriptor = new(
        "MNV2200",
        "The network is not a float network",
        "Only networks whose operators all compute with float32, on float32 inputs and constant weights, are quantized.",
        "Give the float network; one that is quantized already can be compiled as it is.");

    public static readonly DiagnosticDescriptor NotFiniteDescriptor = new(
        "MNV2201",
        "A weight is no finite number",
        "A constant of the network holds an infinity or something that is no number; training went wrong, or the file is damaged.",
        "Export the network again, from a checkpoint that gives sensible results.");

    public static readonly DiagnosticDescriptor NoSuchLayerDescriptor = new(
        "MNV2202",
        "A layer to keep in float or int16 does not exist",
        "`--keep-float` and `--int16` name a layer by the name of its output tensor or by its number, as `inspect` shows them; there is "
            + "none like that.",
        "Take a name or number from `mnv2c inspect`.");

    public static readonly DiagnosticDescriptor NoSamplesDescriptor = new(
        "MNV2203",
        "Quantized without pictures",
        "Without samples of what the network will see, ranges come from made-up pictures; results are weaker.",
        "Give a folder of a hundred typical pictures; they need no labels.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor FewSamplesDescriptor = new(
        "MNV2204",
        "Quantized with few pictures",
        "Ranges and weights come from the samples: what these do not show is cut off or rounded badly. With fewer than eight nothing is "
            + "held back to check weights with.",
        "Give a hundred typical pictures.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor NotWideDescriptor = new(
        "MNV2205",
        "A layer has no form with 16 bits",
        "`--int16` names an operator that TensorFlow Lite has with activations of 8 bits only, or that `--keep-float` names too.",
        "Leave it out, or keep it in float with `--keep-float`; `mnv2c error` says which layers gain from int16.");

    public static Diagnostic FewSamples(string network, int samples) => new(
        FewSamplesDescriptor, network, $"only {samples} {(samples == 1 ? "sample" : "samples")}: what they do not show is cut off or "
            + "rounded badly",
        "give a hundred typical pictures; they need no labels");

    public static Diagnostic NotWide(string network, Operator op, string name, bool isKept) => new(
        NotWideDescriptor, $"operator {op}",
        isKept
            ? $"'{name}' of '{network}' is to stay in float and to be int16"
            : $"{op.Kind} '{name}' of '{network}' has no form with 16 bits",
        "leave it out, or keep it in float");

    public static Diagnostic NotFloat(string network, Operator op) => new(
        NotFloatDescriptor, $"operator {op}",
        $"'{network}' is no float network: this operator does not compute with float32 and constant weights",
        "give the float network; one that is quantized already can be compiled as it is");

    public static Diagnostic NotFinite(string network, Tensor tensor) => new(
        NotFiniteDescriptor, $"tensor {tensor}", $"a constant of '{network}' holds an infinity or no number", "export the network again");

    public static Diagnostic NoSuchLayer(string network, string name, IEnumerable<string> known) => new(
        NoSuchLayerDescriptor, network, $"there is no layer '{name}'",
        $"known are {string.Join(", ", known.Take(8).Select(k => $"'{k}'"))}, ...");

    public static Diagnostic NoSamples(string network) => new(
        NoSamplesDescriptor, network, "no pictures were given: ranges come from made-up ones, and results are weaker",
        "give --images with a folder of typical pictures; a hundred are enough, without labels");
}

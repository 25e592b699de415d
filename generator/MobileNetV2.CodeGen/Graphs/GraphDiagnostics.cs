using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>MNV2xxx: checking or rewriting the graph. One descriptor and one factory method per message.</summary>
internal static partial class GraphDiagnostics
{
    public static readonly DiagnosticDescriptor BorderIsNotInt8Descriptor = new(
        "MNV2101",
        "The border of the network is not int8",
        "`--io int8` was asked for, but an input or output has another type and no QUANTIZE or DEQUANTIZE that could be stripped stands "
            + "between it and int8 data.",
        "Use `--io native`, or convert the model with int8 inputs and outputs.");

    public static Diagnostic BorderIsNotInt8(Tensor tensor, bool isInput, IEnumerable<Operator> neighbours) => new(
        BorderIsNotInt8Descriptor,
        $"tensor {tensor.Id} '{tensor.Name}'",
        $"--io int8 needs an int8 {(isInput ? "input" : "output")}, this one is {tensor.Type} and is {(isInput ? "read" : "written")} by "
            + (string.Join(", ", neighbours) is { Length: > 0 } names ? names : "no operator"),
        isInput
            ? "only an input that nothing but QUANTIZE to one int8 type reads can be stripped; use --io native, or convert the model with "
                + "int8 inputs"
            : "only a DEQUANTIZE or QUANTIZE of int8 data that nothing else reads can be stripped; use --io native, or convert the model "
                + "with int8 outputs");

    public static readonly DiagnosticDescriptor FloatNetworkDescriptor = new(
        "MNV2190",
        "The network computes with float32",
        "C is generated for quantized networks only; this one has operators on float32 tensors.",
        "Make an int8 network of it: `mnv2c quantize MODEL --images FOLDER (or --samples FILE) --output net.tflite`, then compile that.");

    public static Diagnostic FloatNetwork(string network, Operator first, int count) => new(
        FloatNetworkDescriptor,
        $"operator {first}",
        $"C is generated for quantized networks; {count} operators of '{network}' compute with float32",
        "make an int8 network of it first: mnv2c quantize MODEL --images FOLDER (or --samples FILE) --output net.tflite");

    public static readonly DiagnosticDescriptor NoKernelDescriptor = new(
        "MNV2801",
        "No kernel runs this operator",
        "The operator is known, but its types or sizes are outside what the C kernels compute.",
        "Change the operator as the message says, or take it out of the network.");

    public static Diagnostic NoKernel(Operator op, Tensor output, string reason) => new(
        NoKernelDescriptor,
        $"operator {op}",
        $"no kernel for {op.Kind} with output {output}: {reason}",
        "the reference interpreter still runs it; for generated code, change the model around this operator");
}

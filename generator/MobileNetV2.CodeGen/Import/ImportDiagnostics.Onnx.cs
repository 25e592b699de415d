using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Import;

/// <remarks>This part: ONNX files. A place is <c>file: node #3 Conv 'name'</c>.</remarks>
internal static partial class ImportDiagnostics
{
    public static readonly DiagnosticDescriptor OnnxDamagedDescriptor = new(
        "MNV1200",
        "The ONNX file is damaged",
        "The bytes are no protocol buffer message of an ONNX model.",
        "Export or download the model again.");

    public static readonly DiagnosticDescriptor OnnxOpsetDescriptor = new(
        "MNV1201",
        "Unsupported ONNX operator set",
        "Operators change their meaning from one version of the set to the next; this version is not known.",
        "Export the model with another opset_version, for example 17.");

    public static readonly DiagnosticDescriptor OnnxOperatorDescriptor = new(
        "MNV1202",
        "Unsupported ONNX operator",
        "The network uses an operator that cannot be read. Every kind that is missing is reported, with the first place where it occurs.",
        "Replace the operator before export, or end the network before it and do that part in your application.");

    public static readonly DiagnosticDescriptor OnnxNodeDescriptor = new(
        "MNV1203",
        "ONNX node with unsupported meaning",
        "An operator is known, but has an attribute, an operand or a shape with which it cannot be read.",
        "Follow the message, or export the model again.");

    public static readonly DiagnosticDescriptor OnnxShapeDescriptor = new(
        "MNV1204",
        "Open shape of an ONNX input",
        "A dimension other than the batch has a name instead of a size, but memory is planned when the network is compiled.",
        "Export the model with a fixed input shape, without dynamic_axes.");

    public static Diagnostic OnnxDamaged(string file, string problem) => new(
        OnnxDamagedDescriptor, file, $"this is no ONNX model: {problem}", "export or download the model again");

    public static Diagnostic OnnxOpset(string file, long opset, long oldest, long newest) => new(
        OnnxOpsetDescriptor, file, $"the model uses operator set {opset}, {oldest} to {newest} are supported",
        "export the model with opset_version=17");

    public static Diagnostic OnnxOperator(string place, string kind, int count) => new(
        OnnxOperatorDescriptor,
        place,
        $"{kind} is not supported; it occurs {(count == 1 ? "once" : $"{count} times")}",
        "replace it before export, or end the network before it and do that part in your application");

    public static Diagnostic OnnxNode(string place, string problem, string help) => new(OnnxNodeDescriptor, place, problem, help);

    public static Diagnostic OnnxShape(string place, string shape) => new(
        OnnxShapeDescriptor, place, $"the input has the shape [{shape}]",
        "export the model with a fixed input shape, without dynamic_axes");
}

using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Import;

/// <summary>MNV1xxx: reading a model file. One descriptor and one factory method per message.</summary>
/// <remarks>This part: which format a file has. The others: TensorFlow Lite files and model descriptions.</remarks>
internal static partial class ImportDiagnostics
{
    public static readonly DiagnosticDescriptor EmptyFileDescriptor = new(
        "MNV1001",
        "The model file is empty",
        "The file exists but has no bytes, usually because a download or an export was interrupted.",
        "Export or download the model again.");

    public static readonly DiagnosticDescriptor UnknownFormatDescriptor = new(
        "MNV1002",
        "The file is not a model in a known format",
        "A TensorFlow Lite file has the letters TFL3 at byte 4 and a model description starts with a brace; this file has neither.",
        "Give a .tflite file or a JSON model description; a file that should be one of them is damaged or compressed.");

    public static readonly DiagnosticDescriptor OnnxDescriptor = new(
        "MNV1003",
        "ONNX models are not supported",
        "The file is an ONNX model. The format is recognised, but there is no importer for it yet.",
        "Convert the network to an int8 .tflite file and give that.");

    public static Diagnostic EmptyFile(string file) => new(
        EmptyFileDescriptor, file, "the file has 0 bytes", "export or download the model again");

    public static Diagnostic UnknownFormat(string file, string start) => new(
        UnknownFormatDescriptor,
        file,
        $"the file starts with {start}, which is neither TensorFlow Lite nor a model description",
        "give a .tflite file ('TFL3' at byte 4) or a JSON description (starts with '{'); unpack the file if it is compressed");

    public static Diagnostic Onnx(string file) => new(
        OnnxDescriptor,
        file,
        "this is an ONNX model, and ONNX is not supported yet",
        "convert the network to TensorFlow Lite with full-integer int8 quantization and give the .tflite file");
}

using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Import;

/// <summary>MNV1xxx: reading a model file. One descriptor and one factory method per message.</summary>
/// <remarks>This part: which format a file has. The others: TensorFlow Lite files, ONNX files and model descriptions.</remarks>
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
        "A TensorFlow Lite file has the letters TFL3 at byte 4, a model description starts with a brace, an ONNX file with its version; "
            + "this file has none of these.",
        "Give a .tflite file, an .onnx file or a JSON model description; a file that should be one of them is damaged or compressed.");

    public static Diagnostic EmptyFile(string file) => new(
        EmptyFileDescriptor, file, "the file has 0 bytes", "export or download the model again");

    public static Diagnostic UnknownFormat(string file, string start) => new(
        UnknownFormatDescriptor,
        file,
        $"the file starts with {start}, which is neither TensorFlow Lite nor ONNX nor a model description",
        "give a .tflite file ('TFL3' at byte 4), an .onnx file or a JSON description (starts with '{'); "
            + "unpack the file if it is compressed");
}

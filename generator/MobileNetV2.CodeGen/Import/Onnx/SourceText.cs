using MobileNetV2.CodeGen.Import.TfLite;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Names out of the file, fit for a message.</summary>
internal static class SourceText
{
    public static string Clean(string name) => SourceName.Clean(name);
}

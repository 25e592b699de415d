namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>The bytes are no message of the expected form. Never leaves the importer.</summary>
internal sealed class DamagedException(string problem) : Exception(problem);

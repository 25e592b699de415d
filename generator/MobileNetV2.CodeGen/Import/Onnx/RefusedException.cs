namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>A node asks for something that is not supported. The importer catches it at the node, reports,
/// and looks at the next one.</summary>
internal sealed class RefusedException(string problem, string help) : Exception(problem)
{
    public string Help => help;
}

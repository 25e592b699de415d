namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV2xxx: checking or rewriting the graph. One descriptor and one factory method per message.</summary>
internal static class GraphDiagnostics
{
}

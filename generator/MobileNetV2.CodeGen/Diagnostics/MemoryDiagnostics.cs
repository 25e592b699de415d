namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV3xxx: planning memory. One descriptor and one factory method per message.</summary>
internal static class MemoryDiagnostics
{
}

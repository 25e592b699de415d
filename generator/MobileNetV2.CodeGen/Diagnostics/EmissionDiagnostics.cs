namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV5xxx: emitting C. One descriptor and one factory method per message.</summary>
internal static class EmissionDiagnostics
{
}

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV4xxx: targets and options. One descriptor and one factory method per message.</summary>
internal static class TargetDiagnostics
{
}

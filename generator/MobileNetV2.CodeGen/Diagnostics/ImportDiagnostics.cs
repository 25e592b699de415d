namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV1xxx: reading a model file. One descriptor and one factory method per message.</summary>
internal static partial class ImportDiagnostics
{
}

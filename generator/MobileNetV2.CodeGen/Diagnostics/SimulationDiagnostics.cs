namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV6xxx: building and running generated C. One descriptor and one factory method per message.</summary>
internal static class SimulationDiagnostics
{
}

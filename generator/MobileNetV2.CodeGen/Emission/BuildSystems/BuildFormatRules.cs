using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>Whether the build systems of <c>--emit</c> can build what the other options ask for.</summary>
internal static class BuildFormatRules
{
    public static IEnumerable<Diagnostic> Check(CompileRequest request)
    {
        if (request.Emit.Contains(BuildFormat.Arduino) && request.Weights != WeightsFormat.C)
            yield return EmissionDiagnostics.CannotCarryWeights(BuildFormat.Arduino, request.Weights);
    }
}

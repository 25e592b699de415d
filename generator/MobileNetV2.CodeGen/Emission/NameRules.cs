using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Whether a name can prefix generated C.</summary>
internal static class NameRules
{
    public static IEnumerable<Diagnostic> Check(string name)
    {
        if (!CIdentifier.IsIdentifier(name))
            yield return EmissionDiagnostics.NotAnIdentifier(name);
        else if (CIdentifier.IsReserved(name))
            yield return EmissionDiagnostics.Reserved(name);
        else if (name.Length > CIdentifier.MaxPrefixLength)
            yield return EmissionDiagnostics.TooLong(name);
    }
}

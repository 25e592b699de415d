using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>All constants: one structure in flash.</summary>
/// <param name="IsC">C initialisers.</param>
/// <param name="IsIncBin">A binary file, included by the assembler.</param>
/// <param name="IsBound">A binary file, bound at run time.</param>
/// <param name="FingerprintOffsetBytes">Of the last member, when bound.</param>
/// <param name="Fingerprint">C initialisers of the expected fingerprint; empty unless bound.</param>
/// <param name="Section">The default linker section; null when they go with other constants.</param>
internal sealed record WeightsView(
    bool IsC,
    bool IsIncBin,
    bool IsBound,
    ImmutableArray<WeightsMemberView> Members,
    int AlignmentBytes,
    int SizeBytes,
    int FingerprintBytes,
    int FingerprintOffsetBytes,
    string Fingerprint,
    string? Section)
{
    /// <summary>For the list of configuration macros.</summary>
    public string Default => Section is null ? "Default: with other constants." : $"Default: \"{Section}\".";

    public bool Exist => !Members.IsEmpty;
}

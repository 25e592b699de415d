namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Where a generated file comes from. Holds no time and no path: the same compile gives the same bytes anywhere.</summary>
internal sealed record ProvenanceView(
    string Tool,
    string Version,
    string Model,
    string ModelLiteral,
    string Sha256,
    string Target,
    string Options,
    string ArenaBytes,
    string WeightsBytes,
    string Macs);

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>What the build file of several networks shows.</summary>
/// <param name="Names">Prefixes of the networks.</param>
internal sealed record NetworksView(ImmutableArray<string> Names, string Tool, string Version);

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Inputs for a network, as reals: pictures of a folder, or the samples of a file.</summary>
/// <param name="Names">What each sample is called: its file, or its number.</param>
/// <param name="Folders">The folder that each picture lies in, which may be its class; empty for samples of a file.</param>
/// <param name="Range">What pixels can become; null for samples of a file.</param>
internal sealed record SampleSet(
    ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Samples, ImmutableArray<string> Names, ImmutableArray<string> Folders,
    (float Least, float Most)? Range);

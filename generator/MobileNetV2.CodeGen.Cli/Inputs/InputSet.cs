using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>One block for each input of a network, in order.</summary>
internal sealed record InputSet(ImmutableArray<ReadOnlyMemory<byte>> Blocks);

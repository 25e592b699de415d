using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>The inputs of inferences that run one after the other.</summary>
internal sealed record InputSequence(ImmutableArray<InputSet> Inferences);

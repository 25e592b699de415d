using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>An int8 network and how it was made.</summary>
/// <param name="Graph">Operators and activations have the ids that they have in the float graph.</param>
/// <param name="Layers">In running order.</param>
/// <param name="Samples">How many samples the ranges come from.</param>
/// <param name="SequentialSamples">How many of them weights were rounded with; fewer when memory would not hold all.</param>
public sealed record QuantizeResult(Graph Graph, ImmutableArray<QuantizedLayer> Layers, int Samples, int SequentialSamples);

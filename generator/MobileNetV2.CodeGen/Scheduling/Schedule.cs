using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>What runs, in order. Every operator of the graph is in exactly one step, RESHAPE-like views included:
/// lowering makes no step of those.</summary>
internal sealed record Schedule(Graph Graph, ImmutableArray<Step> Steps);

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>What runs, in order. Every operator of the graph that moves or computes bytes is in exactly one step.</summary>
internal sealed record Schedule(Graph Graph, ImmutableArray<Step> Steps);

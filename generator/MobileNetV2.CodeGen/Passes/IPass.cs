using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>A rewrite of the graph that keeps the bits of every output. Pure:
/// what it finds wrong goes into the context's diagnostics.</summary>
internal interface IPass
{
    /// <summary>For people and file names: lower case with dashes.</summary>
    string Name { get; }

    Graph Run(Graph graph, PassContext context);
}

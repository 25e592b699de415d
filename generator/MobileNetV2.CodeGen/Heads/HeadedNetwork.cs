using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A network whose outputs a head reads: without the operators whose work the head does better.</summary>
public sealed record HeadedNetwork(Graph Graph, Head Head)
{
    /// <summary>Puts a head behind a network.</summary>
    public static Outcome<HeadedNetwork> Of(Graph graph, HeadRequest request)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(request);
        var (inner, tail) = HeadBorder.Cut(graph, isSegment: request.Definition is SegmentDefinition);
        var scope = new HeadScope(request.Definition, inner, request) { Tail = tail };
        var head = request.Definition.Bind(scope);
        if (head is null || scope.Diagnostics.Any(d => d.IsError))
            return new(null, scope.Diagnostics);
        (head.Text, head.Labels, head.Picture) = (request.Text, request.Labels, scope.Picture);
        return new(new HeadedNetwork(inner, head), scope.Diagnostics);
    }
}

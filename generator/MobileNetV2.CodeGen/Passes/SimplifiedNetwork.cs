using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>A network as it is compiled, before anything is said about a target.</summary>
/// <param name="Graph">The same bits come out of it.</param>
/// <param name="DroppedChannels">Output channels that are not computed, operator by operator.</param>
public sealed record SimplifiedNetwork(Graph Graph, ImmutableArray<DroppedChannels> DroppedChannels)
{
    /// <param name="graph">A graph that passed validation.</param>
    public static SimplifiedNetwork Of(Graph graph)
    {
        var context = new PassContext(BorderMode.Native);
        return new(PassPipeline.Run(graph, context).Value ?? graph, context.Dropped);
    }
}

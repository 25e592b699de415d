using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>All rewrites of the graph, in the order in which they run.</summary>
internal static class PassPipeline
{
    public static ImmutableArray<IPass> Passes { get; } =
    [
        new StripBorder(), // first: the others see the border that the caller will see
        new FoldPadIntoConvolution(),
        new RemoveIdentities(), // after PAD folding, which has no use for a PAD that became trivial
        new FuseActivation(), // after identities are gone, which may stand between producer and activation
        new RemoveDead(), // last: the others leave unread operators and tensors behind
    ];

    /// <summary>Runs every pass; no graph when one of them found an error.</summary>
    public static Outcome<Graph> Run(Graph graph, PassContext context)
    {
        foreach (var pass in Passes)
        {
            graph = pass.Run(graph, context);
            if (context.Diagnostics.HasErrors)
                return new Outcome<Graph>(null, context.Diagnostics.ToImmutable());
            context.AfterPass?.Invoke(pass.Name, graph);
        }

        return new Outcome<Graph>(graph, context.Diagnostics.ToImmutable());
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>All rewrites of the graph, in the order in which they run.</summary>
internal static class PassPipeline
{
    public static ImmutableArray<IPass> Passes { get; } =
    [
        new SeparateOutputs(), // first: all that follows may rely on an operator that writes each output
        new FoldConstants(), // early: the others then find constants where the file computes them
        new StripBorder(), // before rewrites, which keep the tensors of the border and so would keep the old ones
        new FoldDilation(),
        new FoldPadIntoConvolution(), // after dilation, which leaves convolutions with a padding of their own
        new MoveTransposes(), // before identities, which a TRANSPOSE that met its inverse is
        new RemoveIdentities(), // after PAD folding, which has no use for a PAD that became trivial
        new PixelByPixel(), // after identities and transposes, which move axes
        new OpenInput(), // after identities, which make a RESHAPE of all that only change the shape
        new FuseActivation(), // after identities are gone, which may stand between producer and activation
        new DropChannels(), // late: the fewer operators, the more is known of their channels
        new RemoveDead(), // last: the others leave unread operators and tensors behind
    ];

    /// <summary>Runs every pass; no graph when one of them found an error.</summary>
    public static Outcome<Graph> Run(Graph graph, PassContext context)
    {
        foreach (var pass in Passes.Where(p => !context.Without.Contains(p.Name)))
        {
            graph = pass.Run(graph, context);
            if (context.Diagnostics.HasErrors)
                return new Outcome<Graph>(null, context.Diagnostics.ToImmutable());
            context.AfterPass?.Invoke(pass.Name, graph);
        }

        return new Outcome<Graph>(graph, context.Diagnostics.ToImmutable());
    }
}

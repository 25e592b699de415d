using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// SPACE_TO_BATCH_ND, a convolution and BATCH_TO_SPACE_ND become the dilated convolution that they stand for. Exact where the border that
/// is added is the zero point, which a tap outside of the input stands for too, and no less than what is cut off again.
/// </summary>
internal sealed class FoldDilation : IPass
{
    public string Name => "fold-dilation";

    public Graph Run(Graph graph, PassContext context)
    {
        var edit = new GraphEditor(graph);
        foreach (var split in edit.Operators.OfType<SpaceToBatch>().ToList())
        {
            if (Only(edit, split.Output) is { } convolution && IsPlain(convolution) && Only(edit, convolution.Output) is BatchToSpace join)
                Fold(edit, split, convolution, join);
        }

        return edit.ToGraph();
    }

    /// <summary>The only reader of a tensor, which is no output.</summary>
    private static Operator? Only(GraphEditor edit, TensorId id) =>
        !edit.IsOutput(id) && edit.ReadersOf(id) is [var reader] ? reader : null;

    private static bool IsPlain(Operator op) => op switch
    {
        Conv2D c => c.Stride.IsOne && c.Dilation.IsOne && c.Padding.IsZero,
        DepthwiseConv2D d => d.Stride.IsOne && d.Dilation.IsOne && d.Padding.IsZero,
        _ => false,
    };

    private static void Fold(GraphEditor edit, SpaceToBatch split, Operator convolution, BatchToSpace join)
    {
        var (border, crop) = (split.Padding, join.Crop);
        var padding = new Padding2D(border.Top - crop.Top, border.Bottom - crop.Bottom, border.Left - crop.Left, border.Right - crop.Right);
        if (convolution.Input != split.Output
            || split.Block != join.Block
            || split.Value != edit[split.Input].RequiredQuantization.ZeroPoint
            || !edit.HaveSameMeaning(split.Input, split.Output)
            || !edit.HaveSameMeaning(convolution.Output, join.Output)
            || padding is not { Top: >= 0, Bottom: >= 0, Left: >= 0, Right: >= 0 })
            return;
        edit.Remove(split);
        edit.Remove(convolution);
        edit.Replace(convolution switch
        {
            Conv2D c => c with
            {
                Id = join.Id,
                Inputs = c.Inputs.SetItem(0, split.Input),
                Outputs = join.Outputs,
                Dilation = join.Block,
                Padding = padding,
            },
            DepthwiseConv2D d => d with
            {
                Id = join.Id,
                Inputs = d.Inputs.SetItem(0, split.Input),
                Outputs = join.Outputs,
                Dilation = join.Block,
                Padding = padding,
            },
            _ => throw new InvalidOperationException($"{convolution} is no convolution"),
        });
    }
}

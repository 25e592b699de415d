using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// A PAD of rows and columns becomes the padding of the convolutions that read it. Exact when it pads with the input's zero point: a padded
/// tap adds weight * (zero point - zero point), which is what a tap outside of the input adds.
/// </summary>
internal sealed class FoldPadIntoConvolution : IPass
{
    public string Name => "fold-pad-into-convolution";

    public Graph Run(Graph graph, PassContext context)
    {
        var edit = new GraphEditor(graph);
        foreach (var pad in edit.Operators.OfType<Pad>())
        {
            if (PadsRowsAndColumnsWithZero(edit, pad) && EveryReaderIsAConvolution(edit, pad))
                Fold(edit, pad);
        }

        return edit.ToGraph();
    }

    private static bool PadsRowsAndColumnsWithZero(GraphEditor edit, Pad pad) =>
        edit[pad.Input].Shape.Rank == 4
        && pad.Before[0] == 0 && pad.After[0] == 0 && pad.Before[3] == 0 && pad.After[3] == 0
        && edit.HaveSameMeaning(pad.Input, pad.Output)
        && edit[pad.Output].Quantization is { IsPerChannel: false } quantization && pad.Value == quantization.ZeroPoint;

    private static bool EveryReaderIsAConvolution(GraphEditor edit, Pad pad) =>
        !edit.IsOutput(pad.Output)
        && edit.ReadersOf(pad.Output)
            .All(o => o is Conv2D or DepthwiseConv2D && o.Input == pad.Output && o.Inputs.Count(i => i == pad.Output) == 1);

    private static void Fold(GraphEditor edit, Pad pad)
    {
        foreach (var reader in edit.ReadersOf(pad.Output))
        {
            edit.Replace(reader switch
            {
                Conv2D c => c with { Padding = Sum(c.Padding, pad) },
                DepthwiseConv2D d => d with { Padding = Sum(d.Padding, pad) },
                _ => throw new InvalidOperationException($"{reader} is no convolution"),
            });
        }

        edit.Bypass(pad);
    }

    private static Padding2D Sum(Padding2D own, Pad pad) => new(
        own.Top + pad.Before[1],
        own.Bottom + pad.After[1],
        own.Left + pad.Before[2],
        own.Right + pad.After[2]);
}

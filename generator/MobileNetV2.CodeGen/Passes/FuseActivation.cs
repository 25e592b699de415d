using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// A stand-alone activation that does not rescale becomes the fused activation of the operator before it. Exact: one clamp after another
/// clamps to the intersection of both ranges, which must be what one of the two activations alone gives.
/// </summary>
internal sealed class FuseActivation : IPass
{
    public string Name => "fuse-activation";

    public Graph Run(Graph graph, PassContext context)
    {
        var edit = new GraphEditor(graph);
        foreach (var relu in edit.Operators.OfType<Relu>())
        {
            if (!edit.HaveSameMeaning(relu.Input, relu.Output) || edit.IsOutput(relu.Input) || edit.ReadersOf(relu.Input).Length != 1)
                continue;
            if (edit.ProducerOf(relu.Input) is not IFusesActivation producer)
                continue;
            if (Stronger(edit[relu.Output], producer.Activation, relu.Activation) is not { } both)
                continue;
            edit.Remove(relu);
            edit.Replace(producer.With(both, relu.Outputs));
        }

        return edit.ToGraph();
    }

    // The activation whose range is the intersection of both ranges; null when neither is.
    private static Activation? Stronger(Tensor tensor, Activation first, Activation second)
    {
        if (tensor.Type is not (ElementType.Int8 or ElementType.UInt8) || tensor.Quantization is not { IsPerChannel: false } quantization)
            return null;
        var a = ActivationRange.Of(first, quantization, tensor.Type);
        var b = ActivationRange.Of(second, quantization, tensor.Type);
        var both = new ActivationRange(Math.Max(a.Min, b.Min), Math.Min(a.Max, b.Max));
        return both == b ? second : both == a ? first : null;
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// A stand-alone activation that does not rescale becomes the fused activation of the operator before it. Exact: one clamp after another clamps to
/// the intersection of both ranges, which must be what one of the two activations alone gives.
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
            if (edit.ProducerOf(relu.Input) is not { } producer || FusedOf(producer) is not { } own)
                continue;
            if (Stronger(edit[relu.Output], own, relu.Activation) is not { } both)
                continue;
            edit.Remove(relu);
            edit.Replace(WithActivation(producer, both, relu.Outputs));
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

    // AVERAGE_POOL_2D and MAX_POOL_2D do not rescale, so that their clamp is also their last act.
    private static Activation? FusedOf(Operator op) => op switch
    {
        Conv2D o => o.Activation,
        DepthwiseConv2D o => o.Activation,
        FullyConnected o => o.Activation,
        BinaryOperator o => o.Activation,
        AveragePool2D o => o.Activation,
        MaxPool2D o => o.Activation,
        _ => null,
    };

    private static Operator WithActivation(Operator op, Activation activation, ImmutableArray<TensorId> outputs) => op switch
    {
        Conv2D o => o with { Activation = activation, Outputs = outputs },
        DepthwiseConv2D o => o with { Activation = activation, Outputs = outputs },
        FullyConnected o => o with { Activation = activation, Outputs = outputs },
        BinaryOperator o => o with { Activation = activation, Outputs = outputs },
        AveragePool2D o => o with { Activation = activation, Outputs = outputs },
        MaxPool2D o => o with { Activation = activation, Outputs = outputs },
        _ => throw new InvalidOperationException($"{op} has no fused activation"),
    };
}

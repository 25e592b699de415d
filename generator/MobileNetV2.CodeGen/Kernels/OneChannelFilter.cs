using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>A depthwise convolution of one input channel computes the sums of an ordinary convolution,
/// for which kernels are faster.</summary>
internal static class OneChannelFilter
{
    public static bool Suits(DepthwiseConv2D op, ITensorTable tensors) =>
        tensors[op.Input].Shape.Channels == 1 && tensors[op.Output].Shape.Channels > 1;

    /// <summary>The convolution's filter: [1][height][width][channels] turned into [channels][height][width][1].</summary>
    public static Tensor Turned(Tensor filter)
    {
        var shape = filter.Shape;
        var (channels, taps) = (shape.Channels, shape.Height * shape.Width);
        var source = filter.Data!.Value.Span;
        var data = new byte[source.Length];
        for (var t = 0; t < taps; t++)
        {
            for (var c = 0; c < channels; c++)
                data[(c * taps) + t] = source[(t * channels) + c];
        }

        return filter with { Shape = new Shape(channels, shape.Height, shape.Width, 1), Data = data };
    }

    /// <summary>The turned weights as a constant.</summary>
    public static ConstantRecipe Recipe(Tensor turned) =>
        new("filter", $"{turned.Shape}, turned; {turned.Name}", ElementType.Int8, turned.SizeBytes, () => turned.Data!.Value);
}

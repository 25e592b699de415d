using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Questions about shapes that no network at hand has.</summary>
internal sealed class RandomQuestions(Target target, Func<int, int, int> next)
{
    private const int Queries = (int)ScratchQuery.WideAveragePool + 1;

    public ImmutableArray<ScratchQuestion> Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (ScratchQuery)(i % Queries)).Select(q =>
            q == ScratchQuery.FullyConnected ? FullyConnected() : Question(q))];

    private ScratchQuestion FullyConnected()
    {
        var (inputs, outputs) = (next(1, 2000), next(1, 2000));
        return new(
            "arm_fully_connected_wrapper_s8",
            [3, 1, 1, 1, inputs, inputs, 1, 1, outputs, 1, 1, 1, outputs, 1, 1, 1, 1, 1, 1, 1],
            $"{inputs} to {outputs}",
            ArmFullyConnected.Scratch(outputs).For(target));
    }

    private ScratchQuestion Question(ScratchQuery query)
    {
        var isConvolution = query is ScratchQuery.Convolution or ScratchQuery.WideConvolution;
        var isDepthwise = query is ScratchQuery.Depthwise or ScratchQuery.WideDepthwise;
        var window = Window(query, isConvolution, isDepthwise);
        if (query == ScratchQuery.Convolution)
            window = ConvolutionForm.Of(window);
        var (name, scratch) = query switch
        {
            ScratchQuery.Convolution => ("arm_convolve_wrapper_s8", ArmConvolve.Scratch(window)),
            ScratchQuery.Depthwise => ("arm_depthwise_conv_wrapper_s8", ArmDepthwise.Scratch(window)),
            ScratchQuery.AveragePool => ("arm_avgpool_s8", ArmAveragePool.Scratch(window)),
            ScratchQuery.WideConvolution => ("arm_convolve_wrapper_s16", ArmWideConvolve.Scratch(window)),
            ScratchQuery.WideDepthwise => ("arm_depthwise_conv_wrapper_s16", ArmWideDepthwise.Scratch(window)),
            ScratchQuery.WideAveragePool => ("arm_avgpool_s16", ArmAveragePool.Scratch(window)),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query, null),
        };
        var (input, output) = (window.Input, window.Output);
        ImmutableArray<int> filter = isConvolution
            ? [output.Channels, window.Window.Height, window.Window.Width, window.FilterChannels]
            : [1, window.Window.Height, window.Window.Width, output.Channels];
        var multiplier = isDepthwise ? output.Channels / input.Channels : 1;
        ImmutableArray<int> numbers =
        [
            (int)query, .. input.Dimensions, .. filter, .. output.Dimensions,
            window.Stride.Height, window.Stride.Width, window.Dilation.Height, window.Dilation.Width, window.Padding.Top,
            window.Padding.Left, multiplier,
        ];
        return new(name, numbers,
            $"{input} to {output}, window {window.Window.Height}x{window.Window.Width}, padding {window.Padding.Top},{window.Padding.Left}",
            scratch.For(target));
    }

    private WindowGeometry Window(ScratchQuery query, bool isConvolution, bool isDepthwise)
    {
        var (height, width, top, left) = (next(1, 8), next(1, 8), next(0, 3), next(0, 3));
        // Common windows as often as odd ones: they select the library's fast paths.
        (height, width) = next(0, 3) switch { 0 => (1, 1), 1 => (3, 3), _ => (height, width) };
        (top, left) = next(0, 2) == 0 ? (0, 0) : (Math.Min(top, height - 1), Math.Min(left, width - 1));
        var isPool = !isConvolution && !isDepthwise;
        var dilation = isPool || next(0, 4) != 0 ? Size2D.One : new Size2D(next(1, 3), next(1, 3));
        var stride = new Size2D(next(1, 4), next(1, 4));
        var reachHeight = (height - 1) * dilation.Height + 1;
        var reachWidth = (width - 1) * dilation.Width + 1;
        var inputHeight = reachHeight + next(0, 12);
        var inputWidth = reachWidth + next(0, 12);
        var channels = next(1, 200);
        var groups = query == ScratchQuery.Convolution && next(0, 4) == 0 ? next(1, 5) : 1;
        channels *= groups;
        // With MVE a depthwise convolution of one channel into several is lowered to a convolution.
        var outputChannels = isConvolution ? groups * next(1, 40)
            : isDepthwise ? channels * ((channels > 1 || !target.HasMve) && next(0, 3) == 0 ? next(1, 5) : 1)
            : channels;
        var batch = next(0, 4) == 0 ? 2 : 1;
        var output = new Shape(
            batch,
            (inputHeight + 2 * top - reachHeight) / stride.Height + 1,
            (inputWidth + 2 * left - reachWidth) / stride.Width + 1,
            outputChannels);
        return new(new Shape(batch, inputHeight, inputWidth, channels), output, new Size2D(height, width), stride, dilation,
            new Padding2D(top, top, left, left))
        {
            FilterChannels = channels / groups,
        };
    }
}

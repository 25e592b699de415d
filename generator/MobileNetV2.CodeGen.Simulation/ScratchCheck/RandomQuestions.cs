using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.ScratchCheck;

/// <summary>Questions about shapes that no network at hand has.</summary>
internal sealed class RandomQuestions(Target target, ulong seed)
{
    private readonly SplitMix64 _random = new(seed);

    public ImmutableArray<ScratchQuestion> Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i % 4 == 3 ? FullyConnected() : Question(i % 4))];

    private ScratchQuestion FullyConnected()
    {
        var (inputs, outputs) = (_random.Next(1, 2000), _random.Next(1, 2000));
        return new(
            "arm_fully_connected_wrapper_s8",
            [3, 1, 1, 1, inputs, inputs, 1, 1, outputs, 1, 1, 1, outputs, 1, 1, 1, 1, 1, 1, 1],
            $"{inputs} to {outputs}",
            ArmFullyConnected.Scratch(outputs).For(target));
    }

    private ScratchQuestion Question(int function)
    {
        var window = Window(function);
        if (function == 0)
            window = ConvolutionForm.Of(window);
        var (name, scratch) = function switch
        {
            0 => ("arm_convolve_wrapper_s8", ArmConvolve.Scratch(window)),
            1 => ("arm_depthwise_conv_wrapper_s8", ArmDepthwise.Scratch(window)),
            _ => ("arm_avgpool_s8", ArmAveragePool.Scratch(window)),
        };
        var (input, output) = (window.Input, window.Output);
        ImmutableArray<int> filter = function == 0
            ? [output.Channels, window.Window.Height, window.Window.Width, window.FilterChannels]
            : [1, window.Window.Height, window.Window.Width, output.Channels];
        var multiplier = function == 1 ? output.Channels / input.Channels : 1;
        ImmutableArray<int> numbers =
        [
            function, .. input.Dimensions, .. filter, .. output.Dimensions,
            window.Stride.Height, window.Stride.Width, window.Dilation.Height, window.Dilation.Width, window.Padding.Top,
            window.Padding.Left, multiplier,
        ];
        return new(name, numbers,
            $"{input} to {output}, window {window.Window.Height}x{window.Window.Width}, padding {window.Padding.Top},{window.Padding.Left}",
            scratch.For(target));
    }

    private WindowGeometry Window(int function)
    {
        var (height, width, top, left) = (_random.Next(1, 8), _random.Next(1, 8), _random.Next(0, 3), _random.Next(0, 3));
        // Common windows as often as odd ones: they select the library's fast paths.
        (height, width) = _random.Next(0, 3) switch { 0 => (1, 1), 1 => (3, 3), _ => (height, width) };
        (top, left) = _random.Next(0, 2) == 0 ? (0, 0) : (Math.Min(top, height - 1), Math.Min(left, width - 1));
        var dilation = function == 2 || _random.Next(0, 4) != 0 ? Size2D.One : new Size2D(_random.Next(1, 3), _random.Next(1, 3));
        var stride = new Size2D(_random.Next(1, 4), _random.Next(1, 4));
        var reachHeight = (height - 1) * dilation.Height + 1;
        var reachWidth = (width - 1) * dilation.Width + 1;
        var inputHeight = reachHeight + _random.Next(0, 12);
        var inputWidth = reachWidth + _random.Next(0, 12);
        var channels = _random.Next(1, 200);
        var groups = function == 0 && _random.Next(0, 4) == 0 ? _random.Next(1, 5) : 1;
        channels *= groups;
        var outputChannels = function switch
        {
            0 => groups * _random.Next(1, 40),
            // With MVE a depthwise convolution of one channel into several is lowered to a convolution.
            1 => channels * ((channels > 1 || !target.HasMve) && _random.Next(0, 3) == 0 ? _random.Next(1, 5) : 1),
            _ => channels,
        };
        var batch = _random.Next(0, 4) == 0 ? 2 : 1;
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

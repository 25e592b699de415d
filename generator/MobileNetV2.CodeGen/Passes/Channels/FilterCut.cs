using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>The weights and biases that are left of a filter when channels go.</summary>
/// <param name="inputs">Kept, ascending.</param>
/// <param name="outputs">Kept, ascending.</param>
internal sealed class FilterCut(FilterView view, ChannelRanges ranges, ImmutableArray<int> inputs, ImmutableArray<int> outputs)
{
    private readonly ImmutableArray<ChannelRange> _inputRanges = ranges[view.Operator.Input];
    private readonly ImmutableArray<ChannelRange> _outputRanges = ranges[view.Operator.Output];

    public bool IsWhole => inputs.Length == view.Inputs && outputs.Length == view.Outputs;

    /// <param name="id">Of the new tensor.</param>
    public Tensor Filter(TensorId id)
    {
        var old = view.Filter.Shape;
        ImmutableArray<int> dimensions = view.Operator switch
        {
            DepthwiseConv2D => [.. old.Dimensions[..^1], outputs.Length],
            FullyConnected => [outputs.Length, view.Taps * inputs.Length],
            _ => [outputs.Length, .. old.Dimensions[1..^1], inputs.Length],
        };
        return view.Filter with
        {
            Id = id,
            Shape = new Shape(dimensions),
            Quantization = Quantization(),
            Data = view.IsDepthwise ? Depthwise() : Weights()
        };
    }

    /// <summary>Null when there was none and none is needed.</summary>
    /// <param name="old">The bias there was.</param>
    public Tensor? Bias(TensorId id, Tensor? old)
    {
        var data = new byte[outputs.Length * sizeof(int)];
        for (var o = 0; o < outputs.Length; o++)
            BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(o * sizeof(int)), checked((int)Folded(outputs[o])));
        if (old is null && data.All(b => b == 0))
            return null;
        old ??= new Tensor(id, view.Filter.Name, new Shape(outputs.Length), ElementType.Int32);
        return old with { Id = id, Shape = new Shape(outputs.Length), Quantization = OfBias(old.Quantization), Data = data };
    }

    /// <summary>A kept channel of one value needs no weights: its bias alone gives it.</summary>
    private bool IsConstant(int output) => !view.IsDepthwise && _outputRanges[output].IsConstant;

    private long Folded(int output)
    {
        if (IsConstant(output))
            return view.Constants.Multipliers[output].MultiplierQ31 == 0 ? 0 : view.Sums(output, _inputRanges).Min;
        long bias = view.Bias(output);
        if (view.IsDepthwise)
            return bias;
        var kept = inputs.ToHashSet();
        for (var c = 0; c < view.Inputs; c++)
        {
            if (!kept.Contains(c) && view.Folds(_inputRanges[c]))
                bias += view.Contribution(output, c, _inputRanges[c].Min);
        }

        return bias;
    }

    private byte[] Weights()
    {
        var zero = unchecked((byte)-view.Constants.FilterOffset);
        var data = new byte[outputs.Length * view.Taps * inputs.Length];
        var at = 0;
        foreach (var output in outputs)
        {
            var isConstant = IsConstant(output);
            for (var tap = 0; tap < view.Taps; tap++)
            {
                foreach (var input in inputs)
                    data[at++] = isConstant ? zero : view.Raw(output, tap, input);
            }
        }

        return data;
    }

    private byte[] Depthwise()
    {
        var data = new byte[outputs.Length * view.Taps];
        for (var i = 0; i < data.Length; i++)
            data[i] = view.Raw(outputs[i % outputs.Length], i / outputs.Length, 0);
        return data;
    }

    private QuantizationParameters? Quantization() => Picked(view.Filter.Quantization);

    /// <summary>What a file says of a bias is not checked, for nothing needs it: where it does not fit the channels, it goes.</summary>
    private QuantizationParameters? OfBias(QuantizationParameters? all) =>
        all is { IsPerChannel: true } && outputs.Any(o => o >= all.Scales.Length || o >= all.ZeroPoints.Length) ? null : Picked(all);

    private QuantizationParameters? Picked(QuantizationParameters? all) => all is not { IsPerChannel: true } ? all : all with
    {
        Scales = [.. outputs.Select(o => all.Scales[o])],
        ZeroPoints = [.. outputs.Select(o => all.ZeroPoints[o])],
    };
}

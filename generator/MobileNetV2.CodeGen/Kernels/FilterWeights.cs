using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The filter and bias of an operator, and what they prove. Each fact is worked out when first asked for, and once.</summary>
/// <param name="channelsAreLast">Weights are [taps][channels] (depthwise) rather than [channels][taps].</param>
internal sealed class FilterWeights(Tensor filter, Tensor? bias, ConvolutionConstants constants, int channels, bool channelsAreLast)
{
    private readonly Lazy<bool> _allowsScaleDown =
        new(() => AccumulatorRange.AllowsScaleDown(filter, bias, constants, channels, channelsAreLast));
    private readonly Lazy<bool> _isSmall = new(() => AccumulatorRange.IsSmall(filter, bias, constants, channels, channelsAreLast));
    private readonly Lazy<bool> _hasLowest = new(() => LittleEndian.Int8(filter.Data!.Value).Contains(sbyte.MinValue));
    private ImmutableArray<int> _folded;
    private ChannelPairs? _pairs;
    private HalfwordChannels? _halfwords;

    public Tensor Filter => filter;

    public Tensor? Bias => bias;

    public ConvolutionConstants Constants => constants;

    /// <summary>Output channels.</summary>
    public int Channels => channels;

    /// <summary>What the C says of the weights as a kernel wants them: how they lie first, since the model's name may be long.</summary>
    public string Comment(string layout) => $"{layout}; {filter.Shape}, {filter.Name}";

    /// <inheritdoc cref="AccumulatorRange.AllowsScaleDown"/>
    public bool AllowsScaleDown => _allowsScaleDown.Value;

    /// <inheritdoc cref="AccumulatorRange.IsSmall"/>
    public bool IsSmall => _isSmall.Value;

    /// <summary>Some weight is -128.</summary>
    public bool HasLowest => _hasLowest.Value;

    /// <summary>Two channels in a halfword each; only for weights that are [channels][taps].</summary>
    public ChannelPairs Pairs => _pairs ??= new(filter, constants, Folded);

    /// <summary>Bytes for pixels that share words; only for weights that are [channels][taps].</summary>
    public HalfwordChannels Halfwords => _halfwords ??= new(this);

    /// <summary>The bias of each channel with the input's zero point folded in.</summary>
    public ImmutableArray<int> Folded =>
        _folded.IsDefault ? _folded = BiasFolding.Fold(filter, bias, constants, channels, channelsAreLast) : _folded;
}

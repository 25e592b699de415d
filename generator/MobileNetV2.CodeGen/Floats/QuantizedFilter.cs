using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>Integer weights of one operator and what they stand for.</summary>
/// <param name="Weights">int8, in the filter's order.</param>
/// <param name="Scales">One for each output channel.</param>
/// <param name="Bias">In units of the input's scale times the channel's.</param>
/// <param name="ZeroPoint">The weight that stands for 0; another than 0 in files that were quantized so, with one scale only.</param>
internal sealed record QuantizedFilter(sbyte[] Weights, ImmutableArray<float> Scales, int[] Bias, int ZeroPoint = 0)
{
    /// <summary>The scale of the input that the bias counts in, when it is not that of the plan.</summary>
    public float? InputScale { get; init; }
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>real = scale * (quantized - zero point), per tensor or per channel along <see cref="Axis"/>.</summary>
/// <param name="Scales">One scale, or one for each channel along <paramref name="Axis"/>. Finite and positive.</param>
/// <param name="ZeroPoints">As many as scales.</param>
/// <param name="Axis">The dimension that scales belong to; 0 when per tensor.</param>
public sealed record QuantizationParameters(ImmutableArray<float> Scales, ImmutableArray<int> ZeroPoints, int Axis = 0)
{
    public bool IsPerChannel => Scales.Length > 1;

    /// <summary>The only scale of a per-tensor quantization.</summary>
    public float Scale => Scales[0];

    /// <summary>The only zero point of a per-tensor quantization.</summary>
    public int ZeroPoint => ZeroPoints[0];

    public static QuantizationParameters PerTensor(float scale, int zeroPoint) => new([scale], [zeroPoint]);

    public bool Equals(QuantizationParameters? other) =>
        other is not null && Axis == other.Axis
        && Scales.AsSpan().SequenceEqual(other.Scales.AsSpan()) && ZeroPoints.AsSpan().SequenceEqual(other.ZeroPoints.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scales.Length, Scales[0], ZeroPoints[0], Axis);
}

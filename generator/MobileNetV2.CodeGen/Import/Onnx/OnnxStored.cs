using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>What a constant was before DequantizeLinear.</summary>
/// <param name="Axis">The dimension that several scales belong to.</param>
internal sealed record OnnxStored(OnnxConstant Integers, ImmutableArray<float> Scales, ImmutableArray<long> ZeroPoints, int Axis)
{
    public OnnxStored Transposed(ImmutableArray<int> order) =>
        this with { Integers = Integers.Transposed(order), Axis = order.IndexOf(Axis) };

    /// <summary>The integers at these places, and those that stand for zero where a place is -1.</summary>
    public OnnxStored Placed(ImmutableArray<int> dimensions, int[] from)
    {
        var integers = Integers.Integers!;
        return this with
        {
            Integers = OnnxConstant.Of(dimensions, Array.ConvertAll(from, i => i < 0 ? ZeroPoints[0] : integers[i])) with
            {
                Type = Integers.Type,
            },
        };
    }
}

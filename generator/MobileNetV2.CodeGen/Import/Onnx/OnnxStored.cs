using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>What a constant was before DequantizeLinear.</summary>
/// <param name="Axis">The dimension that several scales belong to.</param>
internal sealed record OnnxStored(OnnxConstant Integers, ImmutableArray<float> Scales, ImmutableArray<long> ZeroPoints, int Axis)
{
    public OnnxStored Transposed(ImmutableArray<int> order) =>
        this with { Integers = Integers.Transposed(order), Axis = order.IndexOf(Axis) };
}

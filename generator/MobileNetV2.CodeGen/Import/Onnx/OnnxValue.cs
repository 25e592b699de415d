using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>
/// What a name of the file stands for: a constant, or a tensor of the graph whose axes may lie in another order. This is all there is of
/// the change from NCHW to NHWC: operators say in which order they want their operands,
/// and a TRANSPOSE appears only where two of them disagree.</summary>
/// <param name="Dimensions">As ONNX sees them.</param>
/// <param name="Order">Axis i of the tensor holds axis Order[i] of ONNX.</param>
internal sealed record OnnxValue(
    string Name, ImmutableArray<int> Dimensions, OnnxConstant? Constant, TensorId? Tensor, ImmutableArray<int> Order)
{
    public int Rank => Dimensions.Length;

    /// <summary>Channels last, where channels are axis 1.</summary>
    public static ImmutableArray<int> ChannelsLast(int rank) => rank < 3 ? Plain(rank) : [0, .. Enumerable.Range(2, rank - 2), 1];

    public static ImmutableArray<int> Plain(int rank) => [.. Enumerable.Range(0, rank)];

    public static OnnxValue Of(string name, OnnxConstant constant) =>
        new(name, constant.Dimensions, constant, null, Plain(constant.Dimensions.Length));

    public static OnnxValue Of(string name, ImmutableArray<int> dimensions, TensorId tensor, ImmutableArray<int> order) =>
        new(name, dimensions, null, tensor, order);

    /// <summary>Where axis <paramref name="axis"/> of ONNX lies in the tensor.</summary>
    public int StoredAxis(int axis) => Order.IndexOf(axis);
}

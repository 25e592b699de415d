using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Operators;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.UInt8;

/// <summary>
/// Networks of the scheme of TensorFlow 1.x, which compute on uint8 with weights that have a zero point. Subtracting 128 from data and zero
/// points changes no difference of the two, so the same arithmetic on int8 gives the same results less 128.
/// </summary>
internal static class UInt8Network
{
    /// <summary>What uint8 values and zero points lose.</summary>
    public const int Offset = 128;

    private const byte SignBit = 0x80;

    /// <summary>Whether any operator of a kind that computes reads uint8. What is wrong with the file is for others to report.</summary>
    public static bool Is(SubGraphTable subGraph, ImmutableArray<OperatorCodeTable> codes)
    {
        var tensors = subGraph.Tensors;
        return subGraph.Operators.Any(o =>
            o.OpcodeIndex < codes.Length
            && OperatorConverters.Find(codes[(int)o.OpcodeIndex].BuiltinCode) is { } converter
            && converter.Data.HasFlag(DataTypes.Quantized)
            && converter.DataInput < o.Inputs.Length
            && o.Inputs[converter.DataInput] is var first
            && first >= 0 && first < tensors.Length
            && tensors[first].Type == TensorElementType.UInt8);
    }

    /// <summary>The same tensor on int8; others are given back as they are.</summary>
    public static Tensor Signed(Tensor tensor)
    {
        if (tensor.Type != ElementType.UInt8)
            return tensor;
        return tensor with
        {
            Type = ElementType.Int8,
            Quantization = Moved(tensor.Quantization, -Offset),
            Data = tensor.Data is { } data ? Flipped(data) : default(ReadOnlyMemory<byte>?),
        };
    }

    /// <summary>The tensor that the file had, for the network's border: <paramref name="signed"/> on uint8.</summary>
    public static Tensor Unsigned(Tensor signed, TensorId id) =>
        signed with { Id = id, Type = ElementType.UInt8, Quantization = Moved(signed.Quantization, Offset) };

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> data)
    {
        var flipped = data.ToArray();
        foreach (ref var b in flipped.AsSpan())
            b ^= SignBit;
        return flipped;
    }

    private static QuantizationParameters? Moved(QuantizationParameters? quantization, int by) => quantization is null
        ? null
        : quantization with
        {
            ZeroPoints =
            [.. quantization.ZeroPoints.Select(z => (int)Math.Clamp((long)z + by, int.MinValue, int.MaxValue))]
        };
}

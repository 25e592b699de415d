using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Import.Onnx.Schema;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Elements of a TensorProto, wherever they are stored. Data outside the file lies beside it,
/// in a file without folders in its name.</summary>
internal sealed class OnnxTensorReader(Func<string, ReadOnlyMemory<byte>?> openSibling)
{
    /// <summary>Names may share external bytes; together they may not say more than this often what the files hold.</summary>
    private const long MostElements = 1L << 28;

    private readonly Dictionary<string, ReadOnlyMemory<byte>?> _siblings = new(StringComparer.Ordinal);
    private long _elements;

    public OnnxConstant Read(OnnxTensor tensor)
    {
        var dimensions = Dimensions(tensor.Dimensions);
        var count = dimensions.Aggregate(1L, (product, d) => Math.Min(product * d, int.MaxValue));
        _elements += count;
        if (_elements > MostElements)
            throw new RefusedException(
                $"the constants have more than {MostElements} elements together", "check that this is the right file");
        var constant = tensor.IsExternal
            ? Raw(tensor, dimensions, (int)count, External(tensor))
            : tensor.Raw is { } raw ? Raw(tensor, dimensions, (int)count, raw) : Listed(tensor, dimensions, (int)count);
        return constant with { Type = tensor.Type };
    }

    private static ImmutableArray<int> Dimensions(ImmutableArray<long> dimensions) => dimensions.All(d => d is >= 0 and <= int.MaxValue)
        ? [.. dimensions.Select(d => (int)d)]
        : throw new RefusedException($"a constant has the shape [{string.Join(", ", dimensions)}]", "export the model again");

    private static OnnxConstant Listed(OnnxTensor tensor, ImmutableArray<int> dimensions, int count)
    {
        if (tensor.Type is OnnxType.Int4 or OnnxType.UInt4)
            return Nibbles(tensor, dimensions, count, tensor.Integers.Select(pair => unchecked((byte)pair)).ToArray());
        var isReal = tensor.Type == OnnxType.Float;
        var isHalf = tensor.Type is OnnxType.Float16 or OnnxType.BFloat16;
        if ((isReal ? tensor.Reals.Length : tensor.Integers.Length) != count)
            throw Wrong(tensor, isReal ? tensor.Reals.Length : tensor.Integers.Length, count);
        if (isReal)
            return OnnxConstant.Of(dimensions, [.. tensor.Reals]);
        return isHalf
            ? OnnxConstant.Of(dimensions, [.. tensor.Integers.Select(bits => Half16(tensor.Type, unchecked((ushort)bits)))])
            : OnnxConstant.Of(dimensions, [.. tensor.Integers]);
    }

    private static OnnxConstant Raw(OnnxTensor tensor, ImmutableArray<int> dimensions, int count, ReadOnlyMemory<byte> bytes)
    {
        if (tensor.Type is OnnxType.Int4 or OnnxType.UInt4)
            return Nibbles(tensor, dimensions, count, bytes);
        var size = tensor.Type switch
        {
            OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 4,
            OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Int16 or OnnxType.UInt16 => 2,
            OnnxType.Int8 or OnnxType.UInt8 or OnnxType.Bool => 1,
            OnnxType.Int64 or OnnxType.UInt64 or OnnxType.Double => 8,
            _ =>
                throw new RefusedException(
                    $"constant '{tensor.Name}' has the element type {tensor.Type}", "export the model in float32, float16 or int8"),
        };
        if (bytes.Length != (long)count * size)
            throw Wrong(tensor, bytes.Length / size, count);
        return tensor.Type switch
        {
            OnnxType.Float => Reals(at => BinaryPrimitives.ReadSingleLittleEndian(at)),
            OnnxType.Double => Reals(at => (float)BinaryPrimitives.ReadDoubleLittleEndian(at)),
            OnnxType.Float16 or OnnxType.BFloat16 => Reals(at => Half16(tensor.Type, BinaryPrimitives.ReadUInt16LittleEndian(at))),
            OnnxType.Int32 => Integers(at => BinaryPrimitives.ReadInt32LittleEndian(at)),
            OnnxType.UInt32 => Integers(at => BinaryPrimitives.ReadUInt32LittleEndian(at)),
            OnnxType.Int16 => Integers(at => BinaryPrimitives.ReadInt16LittleEndian(at)),
            OnnxType.UInt16 => Integers(at => BinaryPrimitives.ReadUInt16LittleEndian(at)),
            OnnxType.Int8 => Integers(at => unchecked((sbyte)at[0])),
            OnnxType.UInt8 or OnnxType.Bool => Integers(at => at[0]),
            _ => Integers(BinaryPrimitives.ReadInt64LittleEndian),
        };

        OnnxConstant Reals(Func<ReadOnlySpan<byte>, float> read)
        {
            var reals = new float[count];
            for (var i = 0; i < count; i++)
                reals[i] = read(bytes.Span[(i * size)..]);
            return OnnxConstant.Of(dimensions, reals);
        }

        OnnxConstant Integers(Func<ReadOnlySpan<byte>, long> read)
        {
            var integers = new long[count];
            for (var i = 0; i < count; i++)
                integers[i] = read(bytes.Span[(i * size)..]);
            return OnnxConstant.Of(dimensions, integers);
        }
    }

    /// <summary>Two to a byte, the low half first.</summary>
    private static OnnxConstant Nibbles(OnnxTensor tensor, ImmutableArray<int> dimensions, int count, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != (count + 1L) / 2)
            throw Wrong(tensor, bytes.Length * 2, count);
        var integers = new long[count];
        for (var i = 0; i < count; i++)
        {
            var nibble = (bytes.Span[i / 2] >> (i % 2 * 4)) & 15;
            integers[i] = tensor.Type == OnnxType.Int4 && nibble > 7 ? nibble - 16 : nibble;
        }

        return OnnxConstant.Of(dimensions, integers);
    }

    private static float Half16(OnnxType type, ushort bits) =>
        type == OnnxType.Float16 ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private ReadOnlyMemory<byte> External(OnnxTensor tensor)
    {
        var location = tensor.External.GetValueOrDefault("location", "");
        if (location.StartsWith("./", StringComparison.Ordinal))
            location = location[2..];
        if (location.Length == 0 || location.AsSpan().IndexOfAny("/\\:\0") >= 0 || location is "." or "..")
            throw new RefusedException(
                $"constant '{tensor.Name}' lies in '{SourceText.Clean(location)}', which is no file beside the model",
                "put the data beside the model");
        if (!_siblings.TryGetValue(location, out var data))
            _siblings.Add(location, data = openSibling(location));
        if (data is not { } bytes)
            throw new RefusedException($"constant '{tensor.Name}' lies in '{SourceText.Clean(location)}', which is not there",
                "copy the file beside the model");
        var offset = Number("offset", 0);
        var length = Number("length", bytes.Length - offset);
        return offset >= 0 && length >= 0 && offset <= bytes.Length && length <= bytes.Length - offset
            ? bytes.Slice((int)offset, (int)length)
            : throw new RefusedException(
                $"constant '{tensor.Name}' has {length} bytes at byte {offset} of '{SourceText.Clean(location)}', which has {bytes.Length}",
                "copy the file again");

        long Number(string key, long fallback) => !tensor.External.TryGetValue(key, out var text)
            ? fallback
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    private static RefusedException Wrong(OnnxTensor tensor, int actual, int expected) =>
        new($"constant '{SourceText.Clean(tensor.Name)}' has {actual} elements, its shape needs {expected}", "export the model again");
}

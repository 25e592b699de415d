using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>How two contents of one tensor differ.</summary>
/// <param name="Index">The first element that differs, row-major.</param>
/// <param name="Expected">Its value here.</param>
/// <param name="Actual">Its value there.</param>
/// <param name="DifferentElements">How many elements differ.</param>
/// <param name="Largest">The largest difference of two elements, in steps of the stored numbers.</param>
public sealed record TensorDifference(int Index, double Expected, double Actual, int DifferentElements, double Largest)
{
    /// <summary>All differences together, in steps.</summary>
    public double Sum { get; init; }

    /// <returns>Null when all bytes are equal; the blocks have the same length.</returns>
    public static TensorDifference? Between(ElementType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.SequenceEqual(actual))
            return null;
        var size = type.SizeBytes();
        var (first, count, largest, sum) = (-1, 0, 0.0, 0.0);
        for (var i = 0; i < expected.Length; i += size)
        {
            if (expected.Slice(i, size).SequenceEqual(actual.Slice(i, size)))
                continue;
            count++;
            var difference = Math.Abs(Element(type, expected[i..]) - Element(type, actual[i..]));
            (largest, sum) = (Math.Max(largest, difference), sum + difference);
            if (first < 0)
                first = i;
        }

        return new TensorDifference(first / size, Element(type, expected[first..]), Element(type, actual[first..]), count, largest)
        {
            Sum = sum,
        };
    }

    /// <summary>The first element of a block.</summary>
    internal static double Element(ElementType type, ReadOnlySpan<byte> at) => type switch
    {
        ElementType.Int8 => unchecked((sbyte)at[0]),
        ElementType.UInt8 or ElementType.Bool => at[0],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
        ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}

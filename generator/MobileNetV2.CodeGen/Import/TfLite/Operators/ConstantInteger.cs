using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Reads constants that are parameters in disguise: axes, paddings, permutations, shapes.</summary>
internal static class ConstantInteger
{
    /// <summary>More elements than this are never parameters; reading them would be work for nothing.</summary>
    private const int MostElements = 64;

    /// <summary>The elements of an int32 or int64 constant; null when it is none or a value is beyond 32 bits.</summary>
    /// <param name="most">More elements than these are not read either.</param>
    public static ImmutableArray<int>? Read(Tensor tensor, int most = MostElements)
    {
        if (tensor.Data is not { } data || tensor.Shape.ElementCount > most)
            return null;
        return tensor.Type switch
        {
            ElementType.Int32 =>
                [.. Enumerable.Range(0, tensor.Shape.ElementCount)
                    .Select(i => BinaryPrimitives.ReadInt32LittleEndian(data.Span[(4 * i)..]))],
            ElementType.Int64 =>
                Narrow([.. Enumerable.Range(0, tensor.Shape.ElementCount)
                    .Select(i => BinaryPrimitives.ReadInt64LittleEndian(data.Span[(8 * i)..]))]),
            _ => null,
        };
    }

    private static ImmutableArray<int>? Narrow(ImmutableArray<long> values) =>
        values.Any(v => v is < int.MinValue or > int.MaxValue) ? null : [.. values.Select(v => (int)v)];
}

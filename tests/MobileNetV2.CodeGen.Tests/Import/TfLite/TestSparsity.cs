using System.Collections.Immutable;
using Google.FlatBuffers;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>How a sparse constant is walked. Dimensions of the tensor have the numbers 0 to rank - 1, those inside blocks follow.</summary>
/// <param name="Order">Dimensions, outermost first.</param>
/// <param name="BlockMap">The dimension that each block dimension cuts.</param>
/// <param name="Dimensions">In that order.</param>
internal sealed record TestSparsity(
    ImmutableArray<int> Order, ImmutableArray<int> BlockMap, ImmutableArray<TestSparsity.Dimension> Dimensions)
{
    public static readonly TestSparsity Nothing = new([], [], []);

    /// <summary>Stores the bytes of <paramref name="dense"/> that are not zero, and zeros where lines are stored whole.</summary>
    /// <param name="blocks">For each dimension of the tensor, the size of its blocks; 1 for none.</param>
    /// <param name="compressed">For each dimension of the walk, whether its lines are compressed.</param>
    /// <param name="integerType">Of what compressed dimensions store: 1 for int32, 2 for uint16, 3 for uint8.</param>
    public static (TestSparsity Sparsity, byte[] Stored) Of(
        byte[] dense, int[] shape, int[] order, int[] blocks, bool[] compressed, byte integerType = 1)
    {
        var cut = Enumerable.Range(0, shape.Length).Where(d => blocks[d] > 1).ToArray();
        int[] walk = [.. order, .. cut.Select((_, b) => shape.Length + b)];
        int[] sizes = [.. order.Select(d => shape[d] / blocks[d]), .. cut.Select(d => blocks[d])];
        var segments = walk.Select(_ => new List<int> { 0 }).ToArray();
        var indices = walk.Select(_ => new List<int>()).ToArray();
        var stored = new List<byte>();
        Walk([]);
        return (new TestSparsity(
            [.. walk], [.. cut],
            [.. walk.Select((_, i) => new Dimension(compressed[i], sizes[i], integerType, [.. segments[i]], [.. indices[i]]))]),
            [.. stored]);

        void Walk(ImmutableArray<int> at)
        {
            if (at.Length == walk.Length)
            {
                stored.Add(Value(at));
                return;
            }

            for (var i = 0; i < sizes[at.Length]; i++)
            {
                if (compressed[at.Length] && !HoldsSomething(at.Add(i)))
                    continue;
                indices[at.Length].Add(i);
                Walk(at.Add(i));
            }

            segments[at.Length].Add(indices[at.Length].Count);
        }

        bool HoldsSomething(ImmutableArray<int> at) => at.Length == walk.Length
            ? Value(at) != 0
            : Enumerable.Range(0, sizes[at.Length]).Any(i => HoldsSomething(at.Add(i)));

        byte Value(ImmutableArray<int> at)
        {
            var position = 0;
            for (var d = 0; d < shape.Length; d++)
            {
                var outer = at[Array.IndexOf(order, d)];
                var inner = Array.IndexOf(cut, d) is var block and >= 0 ? at[shape.Length + block] : 0;
                position = (position * shape[d]) + (outer * blocks[d]) + inner;
            }

            return dense[position];
        }
    }

    public int Write(FlatBufferBuilder builder)
    {
        var dimensions = TestVectors.Offsets(builder, [.. Dimensions.Select(d => d.Write(builder))]);
        var (order, map) = (TestVectors.Int32s(builder, Order), TestVectors.Int32s(builder, BlockMap));
        builder.StartTable(3);
        builder.AddOffset(0, order, 0);
        builder.AddOffset(1, map, 0);
        builder.AddOffset(2, dimensions, 0);
        return builder.EndTable();
    }

    internal sealed record Dimension(
        bool IsCompressed, int Size, byte IntegerType, ImmutableArray<int> Segments, ImmutableArray<int> Indices)
    {
        public int Write(FlatBufferBuilder builder)
        {
            var (segments, indices) = IsCompressed ? (Integers(builder, Segments), Integers(builder, Indices)) : (0, 0);
            builder.StartTable(6);
            builder.AddByte(0, IsCompressed ? (byte)1 : (byte)0, 0);
            builder.AddInt(1, Size, 0);
            builder.AddByte(2, IsCompressed ? IntegerType : (byte)0, 0);
            builder.AddOffset(3, segments, 0);
            builder.AddByte(4, IsCompressed ? IntegerType : (byte)0, 0);
            builder.AddOffset(5, indices, 0);
            return builder.EndTable();
        }

        private int Integers(FlatBufferBuilder builder, ImmutableArray<int> values)
        {
            var vector = IntegerType switch
            {
                1 => TestVectors.Int32s(builder, values),
                2 => TestVectors.UInt16s(builder, [.. values.Select(v => (ushort)v)]),
                _ => TestVectors.Bytes(builder, [.. values.Select(v => (byte)v)]),
            };
            builder.StartTable(1);
            builder.AddOffset(0, vector, 0);
            return builder.EndTable();
        }
    }
}

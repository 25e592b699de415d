using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Which values of a constant are stored. Dimensions, some of them cut into blocks, are walked in an order of their own.</summary>
internal readonly struct SparsityTable(FlatTable table)
{
    private const int TraversalOrderSlot = 0;
    private const int BlockMapSlot = 1;
    private const int DimensionsSlot = 2;

    /// <summary>The tensor's dimensions, outermost first, then those inside blocks, which count from its rank on.</summary>
    public ImmutableArray<int> TraversalOrder => table.Int32s(TraversalOrderSlot);

    /// <summary>The dimension of the tensor that each dimension inside blocks cuts.</summary>
    public ImmutableArray<int> BlockMap => table.Int32s(BlockMapSlot);

    /// <summary>In the order of traversal.</summary>
    public ImmutableArray<SparseDimensionTable> Dimensions => [.. table.Tables(DimensionsSlot).Select(t => new SparseDimensionTable(t))];

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Vector(table, TraversalOrderSlot, 4)
        && verifier.Vector(table, BlockMapSlot, 4)
        && verifier.Tables(table, DimensionsSlot, SparseDimensionTable.Verify);
}

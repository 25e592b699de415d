using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct SqueezeOptions(FlatTable table)
{
    private const int DimensionsSlot = 0;

    /// <summary>The dimensions to drop, negative ones from the end; empty drops every 1.</summary>
    public ImmutableArray<int> Dimensions => table.Int32s(DimensionsSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Vector(table, DimensionsSlot, 4);
}

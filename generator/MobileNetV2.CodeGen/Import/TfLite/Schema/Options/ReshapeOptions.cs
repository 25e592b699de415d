using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct ReshapeOptions(FlatTable table)
{
    private const int NewShapeSlot = 0;

    /// <summary>The shape for writers that give no shape tensor; one dimension may be -1.</summary>
    public ImmutableArray<int> NewShape => table.Int32s(NewShapeSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Vector(table, NewShapeSlot, 4);
}

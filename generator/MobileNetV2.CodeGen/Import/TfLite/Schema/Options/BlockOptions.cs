using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Options of DEPTH_TO_SPACE and SPACE_TO_DEPTH.</summary>
internal readonly struct BlockOptions(FlatTable table)
{
    private const int BlockSlot = 0;

    public int Block => table.Int32(BlockSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, BlockSlot, 4);
}

using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct CallOnceOptions(FlatTable table)
{
    private const int SubGraphSlot = 0;

    public int SubGraph => table.Int32(SubGraphSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, SubGraphSlot, 4);
}

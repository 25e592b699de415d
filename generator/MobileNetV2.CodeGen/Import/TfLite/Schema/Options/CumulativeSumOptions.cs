using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct CumulativeSumOptions(FlatTable table)
{
    private const int ExclusiveSlot = 0;
    private const int ReverseSlot = 1;

    public bool IsExclusive => table.Bool(ExclusiveSlot);

    public bool IsReverse => table.Bool(ReverseSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, ExclusiveSlot, 1) && verifier.Scalar(table, ReverseSlot, 1);
}

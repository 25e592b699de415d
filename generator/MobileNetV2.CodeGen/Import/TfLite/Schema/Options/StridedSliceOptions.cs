using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct StridedSliceOptions(FlatTable table)
{
    private const int BeginMaskSlot = 0;
    private const int EndMaskSlot = 1;
    private const int EllipsisMaskSlot = 2;
    private const int NewAxisMaskSlot = 3;
    private const int ShrinkAxisMaskSlot = 4;
    private const int EndIsOffsetSlot = 5;

    public int BeginMask => table.Int32(BeginMaskSlot);

    public int EndMask => table.Int32(EndMaskSlot);

    public int EllipsisMask => table.Int32(EllipsisMaskSlot);

    public int NewAxisMask => table.Int32(NewAxisMaskSlot);

    public int ShrinkAxisMask => table.Int32(ShrinkAxisMaskSlot);

    public bool EndIsOffset => table.Bool(EndIsOffsetSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, BeginMaskSlot, 4)
        && verifier.Scalar(table, EndMaskSlot, 4)
        && verifier.Scalar(table, EllipsisMaskSlot, 4)
        && verifier.Scalar(table, NewAxisMaskSlot, 4)
        && verifier.Scalar(table, ShrinkAxisMaskSlot, 4)
        && verifier.Scalar(table, EndIsOffsetSlot, 1);
}

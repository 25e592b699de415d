using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct BatchMatMulOptions(FlatTable table)
{
    private const int TransposeLeftSlot = 0;
    private const int TransposeRightSlot = 1;

    public bool TransposeLeft => table.Bool(TransposeLeftSlot);

    public bool TransposeRight => table.Bool(TransposeRightSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, TransposeLeftSlot, 1) && verifier.Scalar(table, TransposeRightSlot, 1);
}

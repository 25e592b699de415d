using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct MirrorPadOptions(FlatTable table)
{
    private const int ModeSlot = 0;

    /// <summary>0 is REFLECT, 1 SYMMETRIC.</summary>
    public byte Mode => table.Byte(ModeSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, ModeSlot, 1);
}

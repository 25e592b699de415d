using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct LeakyReluOptions(FlatTable table)
{
    private const int AlphaSlot = 0;

    public float Alpha => table.Single(AlphaSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, AlphaSlot, 4);
}

using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct SoftmaxOptions(FlatTable table)
{
    private const int BetaSlot = 0;

    public float Beta => table.Single(BetaSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, BetaSlot, 4);
}

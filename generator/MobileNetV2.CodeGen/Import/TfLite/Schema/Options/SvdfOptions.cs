using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct SvdfOptions(FlatTable table)
{
    private const int RankSlot = 0;
    private const int ActivationSlot = 1;

    public int Rank => table.Int32(RankSlot);

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, RankSlot, 4) && verifier.Scalar(table, ActivationSlot, 1);
}

using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct ConcatenationOptions(FlatTable table)
{
    private const int AxisSlot = 0;
    private const int ActivationSlot = 1;

    public int Axis => table.Int32(AxisSlot);

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, AxisSlot, 4) && verifier.Scalar(table, ActivationSlot, 1);
}

using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct FullyConnectedOptions(FlatTable table)
{
    private const int ActivationSlot = 0;
    private const int WeightsFormatSlot = 1;
    private const int KeepDimensionsSlot = 2;

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    /// <summary>0 is the plain layout [O,I]; 1 is shuffled for one desktop kernel.</summary>
    public byte WeightsFormat => table.Byte(WeightsFormatSlot);

    public bool KeepDimensions => table.Bool(KeepDimensionsSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, ActivationSlot, 1)
        && verifier.Scalar(table, WeightsFormatSlot, 1)
        && verifier.Scalar(table, KeepDimensionsSlot, 1);
}

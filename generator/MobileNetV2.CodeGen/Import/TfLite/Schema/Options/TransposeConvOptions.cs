using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct TransposeConvOptions(FlatTable table)
{
    private const int PaddingSlot = 0;
    private const int StrideWidthSlot = 1;
    private const int StrideHeightSlot = 2;
    private const int ActivationSlot = 3;

    public PaddingScheme Padding => (PaddingScheme)table.Byte(PaddingSlot);

    public Size2D Stride => new(table.Int32(StrideHeightSlot), table.Int32(StrideWidthSlot));

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, PaddingSlot, 1)
        && verifier.Scalar(table, StrideWidthSlot, 4)
        && verifier.Scalar(table, StrideHeightSlot, 4)
        && verifier.Scalar(table, ActivationSlot, 1);
}

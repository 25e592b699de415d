using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <remarks>The depth multiplier (field 3) is redundant and often wrong in files; the channel counts say it.</remarks>
internal readonly struct DepthwiseConv2DOptions(FlatTable table)
{
    private const int PaddingSlot = 0;
    private const int StrideWidthSlot = 1;
    private const int StrideHeightSlot = 2;
    private const int ActivationSlot = 4;
    private const int DilationWidthSlot = 5;
    private const int DilationHeightSlot = 6;

    public PaddingScheme Padding => (PaddingScheme)table.Byte(PaddingSlot);

    public Size2D Stride => new(table.Int32(StrideHeightSlot), table.Int32(StrideWidthSlot));

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public Size2D Dilation => new(table.Int32(DilationHeightSlot, absent: 1), table.Int32(DilationWidthSlot, absent: 1));

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, PaddingSlot, 1)
        && verifier.Scalar(table, StrideWidthSlot, 4)
        && verifier.Scalar(table, StrideHeightSlot, 4)
        && verifier.Scalar(table, ActivationSlot, 1)
        && verifier.Scalar(table, DilationWidthSlot, 4)
        && verifier.Scalar(table, DilationHeightSlot, 4);
}

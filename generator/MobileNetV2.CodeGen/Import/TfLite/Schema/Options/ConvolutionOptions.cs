using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Options of a convolution; those of a depthwise one have a field more in their middle.</summary>
/// <remarks>That field, the depth multiplier, is redundant and often wrong in files; the channel counts say it.</remarks>
internal readonly struct ConvolutionOptions(FlatTable table, bool isDepthwise)
{
    private const int PaddingSlot = 0;
    private const int StrideWidthSlot = 1;
    private const int StrideHeightSlot = 2;
    private const int ActivationSlot = 3;
    private const int DilationWidthSlot = 4;
    private const int DilationHeightSlot = 5;

    public PaddingScheme Padding => (PaddingScheme)table.Byte(PaddingSlot);

    public Size2D Stride => new(table.Int32(StrideHeightSlot), table.Int32(StrideWidthSlot));

    public FusedActivation Activation => (FusedActivation)table.Byte(Behind(isDepthwise, ActivationSlot));

    public Size2D Dilation => new(
        table.Int32(Behind(isDepthwise, DilationHeightSlot), absent: 1), table.Int32(Behind(isDepthwise, DilationWidthSlot), absent: 1));

    public static FlatBufferVerifier.TableAction Verify(bool isDepthwise) => (verifier, table) =>
        verifier.Scalar(table, PaddingSlot, 1)
        && verifier.Scalar(table, StrideWidthSlot, 4)
        && verifier.Scalar(table, StrideHeightSlot, 4)
        && verifier.Scalar(table, Behind(isDepthwise, ActivationSlot), 1)
        && verifier.Scalar(table, Behind(isDepthwise, DilationWidthSlot), 4)
        && verifier.Scalar(table, Behind(isDepthwise, DilationHeightSlot), 4);

    private static int Behind(bool isDepthwise, int slot) => isDepthwise ? slot + 1 : slot;
}

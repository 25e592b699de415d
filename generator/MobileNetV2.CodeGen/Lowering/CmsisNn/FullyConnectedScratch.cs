namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>What <c>arm_fully_connected_s8_get_buffer_size</c> answers: with MVE the sum of each output's weights.</summary>
internal static class FullyConnectedScratch
{
    public static ScratchVariants Of(int outputs) => new(0, 0, outputs * sizeof(int));
}

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>What <c>arm_avgpool_s8_get_buffer_size</c> answers: with DSP but without MVE, a 32-bit sum for each channel.</summary>
internal static class AveragePoolScratch
{
    public static ScratchVariants Of(WindowGeometry window) => new(0, window.Input.Channels * sizeof(int), 0);
}

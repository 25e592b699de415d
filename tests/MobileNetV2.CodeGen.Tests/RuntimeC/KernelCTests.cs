namespace MobileNetV2.CodeGen.Tests.RuntimeC;

public class KernelCTests
{
    [SkippableFact]
    public void Convolutions_equal_their_definition_whole_and_by_rows() =>
        RunToEnd("convolution_test.c", "mnv2_convolve_s8.c", "mnv2_depthwise_convolve_s8.c", "mnv2_depthwise_convolve_3x3_s8.c");

    [SkippableTheory]
    [InlineData("vector_scaling_test.c", "mnv2_fixed_point.h", "mnv2_mve.h")]
    [InlineData("convolution_test.c", "mnv2_convolve_s8.c", "mnv2_depthwise_convolve_s8.c", "mnv2_depthwise_convolve_3x3_s8.c")]
    [InlineData("fully_connected_test.c", "mnv2_fully_connected_s8.c")]
    public void Vector_instructions_give_the_same_bits(string source, params string[] files)
    {
        using var program = CProgram.OnCortexM55(source, files);
        program.Run();
    }

    [SkippableTheory]
    [InlineData("short_scaling_test.c", "mnv2_fixed_point.h")]
    [InlineData("convolution_test.c", "mnv2_convolve_s8.c", "mnv2_depthwise_convolve_s8.c", "mnv2_depthwise_convolve_3x3_s8.c")]
    [InlineData("fully_connected_test.c", "mnv2_fully_connected_s8.c")]
    public void Products_of_pairs_give_the_same_bits(string source, params string[] files)
    {
        using var program = CProgram.OnCortexM4(source, files);
        program.Run();
    }

    [SkippableFact]
    public void Short_forms_of_the_scaling_equal_the_general_one() => RunToEnd("short_scaling_test.c", "mnv2_fixed_point.h");

    [SkippableFact]
    public void Fully_connected_layers_equal_their_definition() => RunToEnd("fully_connected_test.c", "mnv2_fully_connected_s8.c");

    [SkippableFact]
    public void Pools_equal_their_definition_whole_and_by_rows() =>
        RunToEnd("pool_test.c", "mnv2_average_pool_s8.c", "mnv2_max_pool_s8.c");

    private static void RunToEnd(string source, params string[] files)
    {
        using var program = new CProgram(source, files);
        program.Run();
    }
}

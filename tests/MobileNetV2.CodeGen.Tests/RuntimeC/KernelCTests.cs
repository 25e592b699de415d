namespace MobileNetV2.CodeGen.Tests.RuntimeC;

public class KernelCTests
{
    private static readonly string[] Convolutions =
    [
        "mnv2_convolve_s8.c", "mnv2_convolve_blocks_s8.c", "mnv2_depthwise_convolve_s8.c", "mnv2_depthwise_convolve_3x3_s8.c",
        "mnv2_depthwise_convolve_blocks_s8.c",
    ];

    [SkippableFact]
    public void Convolutions_equal_their_definition_whole_and_by_rows() => RunToEnd("convolution_test.c", Convolutions);

    [SkippableFact]
    public void Vector_instructions_give_the_same_bits()
    {
        RunToEnd(CProgram.OnCortexM55("vector_scaling_test.c", "mnv2_fixed_point.h", "mnv2_mve.h"));
        RunToEnd(CProgram.OnCortexM55("convolution_test.c", Convolutions));
    }

    [SkippableFact]
    public void Products_of_pairs_give_the_same_bits()
    {
        RunToEnd(CProgram.OnCortexM4("short_scaling_test.c", "mnv2_fixed_point.h"));
        RunToEnd(CProgram.OnCortexM4("convolution_test.c", Convolutions));
        RunToEnd(CProgram.OnCortexM4("fully_connected_test.c", "mnv2_fully_connected_s8.c"));
    }

    [SkippableFact]
    public void Short_forms_of_the_scaling_equal_the_general_one() => RunToEnd("short_scaling_test.c", "mnv2_fixed_point.h");

    [SkippableFact]
    public void Fully_connected_layers_equal_their_definition() => RunToEnd("fully_connected_test.c", "mnv2_fully_connected_s8.c");

    [SkippableFact]
    public void Pools_equal_their_definition_whole_and_by_rows() =>
        RunToEnd("pool_test.c", "mnv2_average_pool_s8.c", "mnv2_max_pool_s8.c");

    private static void RunToEnd(string source, params string[] files) => RunToEnd(new CProgram(source, files));

    private static void RunToEnd(CProgram program)
    {
        using (program)
            program.Run();
    }
}

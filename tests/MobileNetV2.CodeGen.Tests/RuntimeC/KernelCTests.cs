using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

public class KernelCTests
{
    private static readonly string[] Convolutions =
    [
        "mnv2_convolve_s8.c", "mnv2_convolve_squares_s8.c", "mnv2_convolve_halfwords_s8.c", "mnv2_depthwise_convolve_s8.c",
        "mnv2_depthwise_convolve_3x3_s8.c",
        "mnv2_depthwise_convolve_blocks_s8.c", "mnv2_depthwise_columns_3x3_s8.c",
    ];

    private static readonly string[] Pools = ["mnv2_average_pool_s8.c", "mnv2_max_pool_s8.c"];

    private static readonly string[] FullyConnected = ["mnv2_fully_connected_s8.c", "mnv2_fully_connected_fours_s8.c"];

    [SkippableFact]
    public void Convolutions_equal_their_definition_whole_and_by_rows() => RunToEnd("convolution_test.c", Convolutions);

    [SkippableFact]
    public void Instructions_in_C_compute_what_those_of_the_cores_compute()
    {
        const string Test = "instructions_test.c";
        string[] headers = ["mnv2_dsp_private.h", "mnv2_mve_private.h"];
        using var helium = CProgram.OnCortexM55(Test, headers);
        using var dsp = CProgram.OnCortexM4(Test, headers);
        using var heliumInC = CProgram.With(InstructionsInC.Helium, Test, headers);
        using var dspInC = CProgram.With(InstructionsInC.Dsp, Test, headers);
        var (expected, expectedOfDsp) = (helium.Run(), dsp.Run());
        Assert.Equal(expected, heliumInC.Run());
        Assert.Equal(expectedOfDsp, dspInC.Run());
        Assert.Equal((34, 6), (expected.Count(c => c == '\n'), expectedOfDsp.Count(c => c == '\n')));
    }

    [SkippableFact]
    public void Forms_of_other_cores_touch_no_byte_that_is_not_theirs()
    {
        RunToEnd(CProgram.With(InstructionsInC.Helium, "convolution_test.c", Convolutions));
        RunToEnd(CProgram.With(InstructionsInC.Helium, "pool_test.c", Pools));
        RunToEnd(CProgram.With(InstructionsInC.Helium, "vector_scaling_test.c", "mnv2_fixed_point_private.h", "mnv2_mve_private.h"));
        RunToEnd(CProgram.With(InstructionsInC.Dsp, "convolution_test.c", Convolutions));
        RunToEnd(CProgram.With(InstructionsInC.Dsp, "short_scaling_test.c", "mnv2_fixed_point_private.h"));
        RunToEnd(CProgram.With(InstructionsInC.Dsp, "fully_connected_test.c", FullyConnected));
        RunToEnd(CProgram.With(InstructionsInC.Armv6M, "short_scaling_test.c", "mnv2_fixed_point_private.h"));
    }

    [SkippableFact]
    public void Vector_instructions_give_the_same_bits()
    {
        RunToEnd(CProgram.OnCortexM55("vector_scaling_test.c", "mnv2_fixed_point_private.h", "mnv2_mve_private.h"));
        RunToEnd(CProgram.OnCortexM55("convolution_test.c", Convolutions));
        RunToEnd(CProgram.OnCortexM55("pool_test.c", Pools));
    }

    [SkippableFact]
    public void Products_of_pairs_give_the_same_bits()
    {
        RunToEnd(CProgram.OnCortexM4("short_scaling_test.c", "mnv2_fixed_point_private.h"));
        RunToEnd(CProgram.OnCortexM4("convolution_test.c", Convolutions));
        RunToEnd(CProgram.OnCortexM4("fully_connected_test.c", FullyConnected));
    }

    [SkippableTheory]
    [InlineData("cortex-m0plus")]
    [InlineData("cortex-m3")]
    public void Pixels_in_halfwords_give_the_same_bits(string core)
    {
        RunToEnd(CProgram.OnCortexM3("short_scaling_test.c", core, "mnv2_fixed_point_private.h"));
        RunToEnd(CProgram.OnCortexM3("convolution_test.c", core, Convolutions));
        RunToEnd(CProgram.OnCortexM3("fully_connected_test.c", core, FullyConnected));
    }

    [SkippableFact]
    public void Short_forms_of_the_scaling_equal_the_general_one() => RunToEnd("short_scaling_test.c", "mnv2_fixed_point_private.h");

    [SkippableFact]
    public void Fully_connected_layers_equal_their_definition() => RunToEnd("fully_connected_test.c", FullyConnected);

    [SkippableFact]
    public void Pools_equal_their_definition_whole_and_by_rows() => RunToEnd("pool_test.c", Pools);

    [SkippableFact]
    public void Boxes_that_stay_and_runs_of_classes_equal_their_definition() =>
        RunToEnd(
            "heads_test.c",
            "mnv2_boxes.c", "mnv2_detections.c", "mnv2_segment.c", "mnv2_resize_bilinear_s8.c", "mnv2_stream.c");

    private static void RunToEnd(string source, params string[] files) => RunToEnd(new CProgram(source, files));

    private static void RunToEnd(CProgram program)
    {
        using (program)
            program.Run();
    }
}

using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Benchmarking;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests;

/// <summary>What goes wrong while generated C is built and run, each at least once.</summary>
public class ProvocationTests
{
    private static readonly Dictionary<string, Func<Task<IEnumerable<Diagnostic>>>> Provocations = new()
    {
        ["MNV6001"] = MissingTool,
        ["MNV6002"] = () => Verify("host", "int unused;"),
        ["MNV6003"] = () => Verify("cortex-m4", "", r => r with { StackBytes = 5_000_000 }),
        ["MNV6004"] = () => Verify("host", "*(volatile int *)(uintptr_t)(arena[0] & 1) = 1;"),
        ["MNV6005"] = () => Verify("cortex-m4", "arena[0] = use_stack();"),
        ["MNV6006"] = () => Verify("host", "for (volatile int forever = 1; forever;) {}"),
        ["MNV6007"] = () => Verify("host", "if (arena[0] != 1) { return M_ERROR_KERNEL; }"),
        ["MNV6008"] = () => Verify("host", "volatile size_t far = 64; arena[far] = 1;", r => r with { Sanitize = true }),
        ["MNV6009"] = () => Verify("host", "", r => r with { Cases = [[new byte[StandIn.Bytes - 1]]] }),
        ["MNV6014"] = WrongClock,
        ["MNV6015"] = ForeignScratchSizes,
    };

    public static TheoryData<string> Codes => [.. Provocations.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_mishap_is_reported_under_its_code(string code)
    {
        var diagnostics = await Provocations[code]();

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, d => Assert.True(d.Code == code, d.ToString()));
    }

    [Fact]
    public void These_are_the_codes_that_no_command_line_provokes() => Assert.Equal(ProvokedElsewhere.InSimulation, Provocations.Keys);

    private static VerifyRequest Request(string target) =>
        new(Compile(TargetCatalog.Find(target).Sound())) { StepLimit = TimeSpan.FromMilliseconds(250) };

    private static CompileRequest Compile(Target target) => new(StandIn.Graph, "net", new string('0', 64), target);

    private static async Task<IEnumerable<Diagnostic>> Verify(
        string target, string mistake, Func<VerifyRequest, VerifyRequest>? change = null)
    {
        var request = Request(target);
        return (await Verifier.VerifyAsync(
            change?.Invoke(request) ?? request, StandIn.Graph, StandIn.Model(mistake), null, default)).Diagnostics;
    }

    private static async Task<IEnumerable<Diagnostic>> MissingTool() =>
        (await Processes.Tool.RunAsync("a-compiler-that-nobody-has", [], ".", TimeSpan.FromSeconds(9), default)).Diagnostics;

    /// <summary>A machine whose clock is said to be twice as fast as it is.</summary>
    private static async Task<IEnumerable<Diagnostic>> WrongClock()
    {
        var machine = TargetCatalog.Find("mps2-an386").Sound();
        var emulator = machine.Emulator! with { ClockHz = 2 * machine.Emulator.ClockHz };
        return (await Benchmark.RunAsync(new BenchRequest(Compile(machine with { Emulator = emulator })))).Diagnostics;
    }

    /// <summary>A library that answers every question for a scratch size with the same number.</summary>
    private static async Task<IEnumerable<Diagnostic>> ForeignScratchSizes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("Include"));
        var ours = RuntimeLibrary.Text("mnv2_cmsis_nn.h");
        var start = ours.IndexOf("#else", StringComparison.Ordinal) + "#else".Length;
        File.WriteAllText(folder.File("Include/arm_nnfunctions.h"), $$"""
            #pragma once
            {{ours[start..ours.LastIndexOf("#endif\n#endif", StringComparison.Ordinal)]}}
            int32_t arm_convolve_wrapper_s8_get_buffer_size(
                const cmsis_nn_conv_params *p, const cmsis_nn_dims *i, const cmsis_nn_dims *f, const cmsis_nn_dims *o);
            int32_t arm_depthwise_conv_wrapper_s8_get_buffer_size(
                const cmsis_nn_dw_conv_params *p, const cmsis_nn_dims *i, const cmsis_nn_dims *f, const cmsis_nn_dims *o);
            int32_t arm_convolve_wrapper_s16_get_buffer_size(
                const cmsis_nn_conv_params *p, const cmsis_nn_dims *i, const cmsis_nn_dims *f, const cmsis_nn_dims *o);
            int32_t arm_depthwise_conv_wrapper_s16_get_buffer_size(
                const cmsis_nn_dw_conv_params *p, const cmsis_nn_dims *i, const cmsis_nn_dims *f, const cmsis_nn_dims *o);
            int32_t arm_fully_connected_s8_get_buffer_size(const cmsis_nn_dims *f);
            int32_t arm_avgpool_s8_get_buffer_size(const int32_t width, const int32_t channels);
            int32_t arm_avgpool_s16_get_buffer_size(const int32_t width, const int32_t channels);
            """);
        File.WriteAllText(folder.File("sizes.c"), """
            int arm_convolve_wrapper_s8_get_buffer_size(void) { return 12345; }
            int arm_depthwise_conv_wrapper_s8_get_buffer_size(void) { return 12345; }
            int arm_convolve_wrapper_s16_get_buffer_size(void) { return 12345; }
            int arm_depthwise_conv_wrapper_s16_get_buffer_size(void) { return 12345; }
            int arm_fully_connected_s8_get_buffer_size(void) { return 12345; }
            int arm_avgpool_s8_get_buffer_size(void) { return 12345; }
            int arm_avgpool_s16_get_buffer_size(void) { return 12345; }
            """);
        var request = Request("cortex-m4") with { CmsisNnFolder = folder.FullPath };
        Tool.Run(folder.FullPath, "arm-none-eabi-gcc", [.. request.Compile.Target.CompilerFlags, "-c", "sizes.c"]);
        Tool.Run(folder.FullPath, "arm-none-eabi-ar", "rcs", "libcmsis-nn.a", "sizes.o");
        var model = StandIn.Model() with { Kernels = KernelSet.CmsisNn };
        return (await Verifier.VerifyAsync(request, StandIn.Graph, model, null, default)).Diagnostics;
    }
}

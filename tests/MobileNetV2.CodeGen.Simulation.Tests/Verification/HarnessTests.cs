using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>The harness itself, on every machine, with a program written by hand.</summary>
public class HarnessTests
{
    public static TheoryData<string> Machines =>
        ["host", "cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55"];

    public static TheoryData<string> Emulated => ["cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55"];

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task Equal_bits_are_found_equal(string target)
    {
        var report = (await Verify(target, "")).Sound();
        Assert.True(report.BitExact);
        Assert.Null(report.FirstDifference);
        Assert.Equal(7, report.CasesRun);
        Assert.Equal(7 * 3, report.TensorsCompared);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task The_first_different_element_is_named(string target)
    {
        // Case 1 holds 127 everywhere: the first step gives 127, the second 6.
        var report = (await Verify(target, "arena[16 + 5] = (uint8_t)(arena[16 + 5] == 127 ? 3 : arena[16 + 5]);")).Sound();
        Assert.False(report.BitExact);
        Assert.Equal(new FirstDifference(1, 1, "RELU6", "small", 5, 6, 3, 1), report.FirstDifference);
    }

    [Fact]
    public async Task Without_steps_a_different_output_is_still_found()
    {
        var report = (await Verify("host", "arena[16] = 2;", stepByStep: false)).Sound();
        Assert.Equal(new FirstDifference(0, 1, "RELU6", "small", 0, 6, 2, 1), report.FirstDifference);
        Assert.Equal(1, report.TensorsCompared);
    }

    [Theory]
    [MemberData(nameof(Emulated))]
    public async Task A_fault_is_named_with_function_and_step(string target)
    {
        var diagnostic = Assert.Single((await Verify(target, "*(volatile uint32_t *)0xF0000000U = 1;")).Diagnostics);
        Assert.Equal("MNV6004", diagnostic.Code);
        Assert.Matches("^bus fault on address 0xf0000000 at 0x[0-9a-f]{8} in m_invoke\\(\\), during step 1 \\(RELU6 'small'\\) of case 0$",
            diagnostic.Message);
    }

    [Theory]
    [InlineData("cortex-m4", "__asm__ volatile(\"udf #7\");", "usage fault (undefined instruction) at 0x")]
    [InlineData("cortex-m4", "__asm__ volatile(\"cpsid i\\n udf #7\");", "hard fault (undefined instruction) at 0x")]
    [InlineData("cortex-m7", "((void (*)(void))(uintptr_t)0xF0000001U)();", "memory management fault (instruction fetch) at 0xf0000000")]
    [InlineData("cortex-m33", "((void (*)(void))(uintptr_t)(arena[0] & 2))();", "usage fault (branch to ARM code or to no function)")]
    [InlineData("cortex-m0plus", "uint32_t w; __asm__ volatile(\"ldr %0, [%1]\" : \"=l\"(w) : \"l\"(&arena[1])); arena[0] = (uint8_t)w;",
        "usage fault (unaligned access) at 0x")]
    public async Task The_cause_of_a_fault_is_named(string target, string mistake, string fault)
    {
        var diagnostic = Assert.Single((await Verify(target, mistake)).Diagnostics);
        Assert.Equal("MNV6004", diagnostic.Code);
        Assert.StartsWith(fault, diagnostic.Message, StringComparison.Ordinal);
        Assert.EndsWith(", during step 1 (RELU6 'small') of case 0", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unaligned_access_is_a_fault_only_on_cores_that_have_none()
    {
        const string Unaligned = "uint32_t w; __asm__ volatile(\"ldr %0, [%1]\" : \"=l\"(w) : \"l\"(&arena[1])); arena[0] = (uint8_t)w;";
        Assert.True((await Verify("cortex-m3", Unaligned)).Sound().BitExact);
    }

    [Fact]
    public async Task A_hang_with_masked_interrupts_ends_with_the_run()
    {
        var request = Request("cortex-m4") with { RunLimit = TimeSpan.FromSeconds(3) };
        var model = StandIn.Model("__asm__ volatile(\"cpsid i\"); for (volatile int forever = 1; forever;) {}");
        var diagnostic =
            Assert.Single((await Verifier.VerifyAsync(request, StandIn.Graph, model, null, CancellationToken.None)).Diagnostics);
        Assert.Equal(("MNV6006", "the run did not end within 3 s; it was in step 1 (RELU6 'small') of case 0"), (diagnostic.Code,
            diagnostic.Message));
    }

    [Theory]
    [MemberData(nameof(Emulated))]
    public async Task A_stack_overflow_is_named_with_function_and_step(string target)
    {
        var diagnostic = Assert.Single((await Verify(target, "arena[0] = use_stack();")).Diagnostics);
        Assert.True(diagnostic.Code == "MNV6005", diagnostic.ToString());
        Assert.Matches("^the stack of 32,768 bytes overflowed near 0x[0-9a-f]{8} in .*, during step 1 \\(RELU6 'small'\\) of case 0$",
            diagnostic.Message);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task A_hang_is_named_with_its_step(string target)
    {
        var diagnostic = Assert.Single((await Verify(target, "for (volatile int forever = 1; forever;) {}")).Diagnostics);
        Assert.True(diagnostic.Code == "MNV6006", diagnostic.ToString());
        Assert.StartsWith("step 1 (RELU6 'small') of case 0 did not end within 0.25 s", diagnostic.Message, StringComparison.Ordinal);
        if (target != "host")
            Assert.Matches("it was at 0x[0-9a-f]{8} in m_invoke\\(\\)$", diagnostic.Message);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task An_error_status_is_named_with_its_step(string target)
    {
        var diagnostic = Assert.Single((await Verify(target, "if (arena[0] != 1) { return M_ERROR_KERNEL; }")).Diagnostics);
        Assert.Equal("MNV6007", diagnostic.Code);
        Assert.Equal("the generated code returned status 3 during step 1 (RELU6 'small') of case 0", diagnostic.Message);
    }

    [Fact]
    public async Task A_crash_on_the_host_is_named_with_its_step()
    {
        var diagnostic = Assert.Single((await Verify("host", "*(volatile int *)(uintptr_t)(arena[0] & 1) = 1;")).Diagnostics);
        Assert.Equal("MNV6004", diagnostic.Code);
        Assert.Equal("segmentation fault or stack overflow, during step 1 (RELU6 'small') of case 0", diagnostic.Message);
    }

    [Fact]
    public async Task The_sanitizers_see_an_access_outside_the_arena()
    {
        var diagnostic = Assert.Single((await Verify("host", "volatile size_t far = 64; arena[far] = 1;", sanitize: true)).Diagnostics);
        Assert.Equal("MNV6008", diagnostic.Code);
        Assert.Contains("m.c:", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_of_the_compiler_is_an_error()
    {
        var diagnostic = Assert.Single((await Verify("host", "int unused;")).Diagnostics);
        Assert.Equal("MNV6002", diagnostic.Code);
        Assert.Contains("unused", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_of_the_wrong_size_is_refused_before_anything_is_built()
    {
        var request = Request("host") with { Cases = [[new byte[15]]] };
        var outcome = await Verifier.VerifyAsync(request, StandIn.Graph, StandIn.Model(), null, CancellationToken.None);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("MNV6009", "15 bytes were given, the network reads 16"), (diagnostic.Code, diagnostic.Message));
    }

    private static VerifyRequest Request(string target) =>
        new(new CompileRequest(StandIn.Graph, "m", new string('0', 64), TargetCatalog.Find(target).Sound()))
        {
            RandomCases = 7,
            StepLimit = TimeSpan.FromMilliseconds(250),
        };

    private static Task<Outcome<VerifyReport>> Verify(string target, string mistake, bool stepByStep = true, bool sanitize = false) =>
        Verifier.VerifyAsync(
            Request(target) with { StepByStep = stepByStep, Sanitize = sanitize, RandomCases = stepByStep ? 7 : 1 },
            StandIn.Graph,
            StandIn.Model(mistake),
            null,
            CancellationToken.None);
}

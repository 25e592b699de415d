using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Benchmarking;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Benchmarking;

public class BenchmarkTests
{
    private const int PlantedInstructions = 3_000_000;

    /// <summary>Two instructions a turn.</summary>
    private static readonly string KnownLoop = $"""
        uint32_t turns = {PlantedInstructions / 2};
        __asm__ volatile(".syntax unified\n1: subs %0, #1\n bne 1b" : "+l"(turns) : : "cc");
        """;

    /// <param name="turnCycles">Of a subtraction and a taken branch, by the core's table.</param>
    [Theory]
    [InlineData("cortex-m0plus", 3)]
    [InlineData("cortex-m4", 4)]
    [InlineData("cortex-m33", 3)]
    [InlineData("cortex-m55", 3)]
    public async Task A_loop_of_known_length_in_a_step_is_counted_with_less_than_a_thousandth_of_error(string target, int turnCycles)
    {
        var request = Request(target);
        var compiled = Compiler.Compile(request.Compile).Sound();
        var without = (await Benchmark.RunAsync(request, compiled, null, CancellationToken.None)).Sound();
        var (changed, step) = Plant(compiled, KnownLoop);
        var with = (await Benchmark.RunAsync(request, changed, null, CancellationToken.None)).Sound();
        Assert.InRange(with.Steps[step].Instructions - without.Steps[step].Instructions, PlantedInstructions * 0.9995,
            PlantedInstructions * 1.0005);
        Assert.InRange(with.Instructions - without.Instructions, PlantedInstructions * 0.9995, PlantedInstructions * 1.0005);
        Assert.Equal(with.CyclesMissing is null, with.Cycles is not null);
        if (with.Cycles is { } planted && without.Cycles is { } plain)
        {
            var added = (double)PlantedInstructions / 2 * turnCycles;
            Assert.InRange((planted.Cycles - plain.Cycles) / added, 0.999, 1.001);
            Assert.InRange((with.Steps[step].Cycles!.Value - without.Steps[step].Cycles!.Value) / added, 0.999, 1.001);
        }
    }

    [Fact]
    public async Task Figures_repeat_exactly_and_agree_with_the_plan()
    {
        var first = (await Benchmark.RunAsync(Request("cortex-m4"))).Sound();
        var second = (await Benchmark.RunAsync(Request("cortex-m4"))).Sound();
        Assert.Equal(first.ToJson(), second.ToJson());
        var plan = Compiler.Plan(Request("cortex-m4").Compile).Sound();
        Assert.Equal((plan.ArenaBytes, plan.WeightsBytes, plan.Macs), (first.ArenaBytes, first.WeightsBytes, first.Macs));
        Assert.Equal(plan.Steps.Length, first.Steps.Length);
        Assert.InRange(first.CodeBytes, 1000, 42_000);
    }

    [Theory]
    [InlineData("cortex-m3", InputMode.Frame)]
    [InlineData("cortex-m7", InputMode.Frame)]
    [InlineData("cortex-m4", InputMode.Rows)]
    public async Task The_painted_stack_lies_within_the_compilers_frames(string target, InputMode input)
    {
        var request = Request(target);
        var compile = request.Compile with { Input = input, Schedule = input == InputMode.Rows ? ScheduleMode.Stream : ScheduleMode.Auto };
        var report = (await Benchmark.RunAsync(request with { Compile = compile })).Sound();
        // Functions of the compiler's library, such as memcpy, have frames that the call graph does not know.
        Assert.InRange(report.StackBytes, 100, report.StaticStackBytes!.Value + 64);
    }

    [Theory]
    [InlineData("__asm__ volatile(\"udf #7\");", "MNV6004", KernelSet.Portable)]
    [InlineData("volatile uint8_t deep[40000]; for (size_t i = sizeof deep; i-- > 0;) { deep[i] = 1; }", "MNV6005", KernelSet.Portable)]
    [InlineData("for (volatile int forever = 1; forever;) {}", "MNV6006", KernelSet.Portable)]
    [InlineData("return NET_ERROR_KERNEL;", "MNV6007", KernelSet.CmsisNn)]
    public async Task What_ends_an_inference_is_named_with_its_step(string mistake, string code, KernelSet kernels)
    {
        var request = Request("cortex-m4") with { StepLimit = TimeSpan.FromMilliseconds(250) };
        request = request with { Compile = request.Compile with { Kernels = kernels } };
        var compiled = Compiler.Compile(request.Compile).Sound();
        var (changed, step) = Plant(compiled, mistake);
        var diagnostic = Assert.Single((await Benchmark.RunAsync(request, changed, null, CancellationToken.None)).Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Contains($"step {step} (", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_is_refused()
    {
        var diagnostic = Assert.Single((await Benchmark.RunAsync(Request("host"))).Diagnostics);
        Assert.Equal("MNV6013", diagnostic.Code);
    }

    private static BenchRequest Request(string target) =>
        new(new CompileRequest(
            MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 4 }),
            "net",
            new string('0', 64),
            TargetCatalog.Find(target).Sound()));

    /// <summary>C at the beginning of the last step with a function of its own: of one with a status, where the C returns that.</summary>
    private static (CompileResult Changed, int Step) Plant(CompileResult compiled, string code)
    {
        var source = compiled.Files.Text("net.c");
        var type = code.StartsWith("return", StringComparison.Ordinal) ? "net_status" : "void|net_status";
        var function = Regex.Matches(
            source, $@"^static (?:{type}) net_step_(\d+)_\w+\((?:void|MNV2_UNUSED const void \*step)\)\n\{{\n", RegexOptions.Multiline)[^1];
        var planted = Encoding.UTF8.GetBytes(source.Insert(function.Index + function.Length, code + "\n"));
        var files = compiled.Files.Select(f => f.RelativePath == "net.c" ? f with { Write = s => s.Write(planted) } : f);
        return (compiled with { Files = [.. files] }, int.Parse(function.Groups[1].Value, CultureInfo.InvariantCulture));
    }
}

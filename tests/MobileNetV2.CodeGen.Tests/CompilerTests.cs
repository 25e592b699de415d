using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests;

public partial class CompilerTests
{
    public static TheoryData<KernelSet, WeightsFormat> Kinds => new()
    {
        { KernelSet.Portable, WeightsFormat.C },
        { KernelSet.CmsisNn, WeightsFormat.Bin },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_compiles_give_the_same_bytes(KernelSet kernels, WeightsFormat weights)
    {
        var first = Compile(Small(), kernels, weights);
        var second = Compile(Small(), kernels, weights);

        Assert.Equal(first.Files.Select(f => f.RelativePath), second.Files.Select(f => f.RelativePath));
        Assert.All(first.Files.Zip(second.Files), pair => Assert.Equal(pair.First.Bytes(), pair.Second.Bytes()));
        Assert.All(first.Files, f => Assert.Equal(f.Bytes(), f.Bytes()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_report_says_what_the_c_says(KernelSet kernels, WeightsFormat weights)
    {
        var result = Compile(Small(), kernels, weights);
        var header = Macros(result.Files.Text("net.h"));
        var buffers = Buffers(result.Files.Text("net.c"));
        var plan = result.Plan;

        Assert.Equal(plan.ArenaBytes, header["NET_ARENA_BYTES"]);
        Assert.Equal(plan.WeightsBytes, header["NET_WEIGHTS_BYTES"]);
        Assert.Equal(plan.Steps.Length, header["NET_STEP_COUNT"]);
        Assert.Equal(
            plan.Buffers.Select(b => (b.Name.ToUpperInvariant(), (long)b.OffsetBytes, (long)b.SizeBytes)).Order(),
            buffers.Order());
        Assert.Equal(buffers.OrderBy(b => b.Offset).Select(b => b.Offset), buffers.Select(b => b.Offset));
        var lastByte = buffers.Max(b => b.Offset + b.Size);
        Assert.InRange(plan.ArenaBytes - lastByte, 0, result.Program.Program.Target.AlignmentBytes - 1);
        Assert.InRange(plan.LowerBoundBytes, 1, plan.ArenaBytes);
        Assert.Equal(plan.Macs, plan.Steps.Sum(s => s.Macs));
        Assert.Equal(plan.Macs, StepMacs().Matches(result.Files.Text("net.c")).Sum(m => Number(m.Groups[1].Value)));
        Assert.Equal(MacCount.Of(result.Graph), plan.Macs);
    }

    /// <summary>Streams are chosen among operators that have kernels: one without must not leave nothing to choose from.</summary>
    [Theory]
    [InlineData(ScheduleMode.Layers, InputMode.Frame)]
    [InlineData(ScheduleMode.Auto, InputMode.Frame)]
    [InlineData(ScheduleMode.Stream, InputMode.Frame)]
    [InlineData(ScheduleMode.Auto, InputMode.Rows)]
    [InlineData(ScheduleMode.Stream, InputMode.Rows)]
    public void An_operator_without_a_kernel_is_refused_alike_by_every_schedule(ScheduleMode schedule, InputMode input)
    {
        var request = new CompileRequest(LongRow(), "net", new string('0', 64), TargetCatalog.Find("cortex-m4").Sound())
        {
            Schedule = schedule,
            Input = input,
        };

        foreach (var diagnostics in new[] { Compiler.Compile(request).Diagnostics, Compiler.Plan(request).Diagnostics })
        {
            var diagnostic = Assert.Single(diagnostics);
            Assert.Equal("MNV2801", diagnostic.Code);
            Assert.Contains("140000 weights", diagnostic.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A convolution one row of whose kernel has more weights than 32-bit sums take,
    /// and a part of the network that streams.</summary>
    private static Graph LongRow()
    {
        var graph = new GraphBuilder("long_row");
        var q = QuantizationParameters.PerTensor(0.5f, 0);
        var input = graph.Input("x", new Shape(1, 4, 1, 140_000), ElementType.Int8, q);
        var relu =
            graph.Add(id => new Relu(id, [input], [graph.Tensor("r", new Shape(1, 4, 1, 140_000), ElementType.Int8, q)], Activation.Relu));
        var filter = graph.Constant("w", new Shape(1, 1, 1, 140_000), ElementType.Int8, q, new byte[140_000]);
        graph.Output(graph.Add(id => new Conv2D(
            id, [relu, filter], [graph.Tensor("y", new Shape(1, 4, 1, 1), ElementType.Int8, q)], Size2D.One, Size2D.One,
            default, Activation.None)));
        return graph.Build();
    }

    [Fact]
    public void Weights_bytes_are_the_size_of_the_binary_file()
    {
        var result = Compile(Small(), KernelSet.Portable, WeightsFormat.Bin);

        Assert.Equal(result.Plan.WeightsBytes, result.Files.Single(f => f.RelativePath == "net_weights.bin").Bytes().Length);
    }

    [Fact]
    public void Both_budgets_are_told_at_once()
    {
        var request = Request(Small(), KernelSet.Portable, WeightsFormat.C) with { RamBudgetBytes = 16, FlashBudgetBytes = 16 };

        Assert.Equal(["MNV3001", "MNV3004"], Compiler.Compile(request).Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Planning_alone_gives_the_same_report_and_the_alternatives()
    {
        var request = Request(Small(), KernelSet.Portable, WeightsFormat.C);

        var plan = Compiler.Plan(request).Sound();

        Assert.NotEmpty(plan.Alternatives);
        Assert.Equal(Compiler.Compile(request).Sound().Plan.ToJson(), (plan with { Alternatives = [] }).ToJson());
    }

    [Fact]
    public void The_report_file_has_the_names_that_scripts_rely_on()
    {
        using var report = JsonDocument.Parse(Compile(Small(), KernelSet.Portable, WeightsFormat.C).Files.Text("net_report.json"));

        foreach (var name in new[] { "arenaBytes", "lowerBoundBytes", "peakStep", "weightsBytes", "macs" })
            Assert.Equal(JsonValueKind.Number, report.RootElement.GetProperty(name).ValueKind);
        Assert.Equal("layers", report.RootElement.GetProperty("schedule").GetString());
        Assert.Equal("CONV_2D", report.RootElement.GetProperty("steps")[0].GetProperty("operators")[0].GetString());
    }

    [Fact]
    public void A_bad_name_is_a_diagnostic_of_every_entry_point()
    {
        var request = Request(Small(), KernelSet.Portable, WeightsFormat.C) with { Name = "my-net" };

        Assert.Equal("MNV5001", Assert.Single(Compiler.Compile(request).Diagnostics).Code);
        Assert.Equal("MNV5001", Assert.Single(Compiler.Plan(request).Diagnostics).Code);
    }

    [Fact]
    public void An_observer_sees_every_stage_once_and_in_order()
    {
        var observer = new Recorder();

        Compiler.Plan(Request(Small(), KernelSet.Portable, WeightsFormat.C), observer);

        Assert.Equal(["schedule", "lowering", "memory"], observer.Stages.TakeLast(3).Select(s => s.Name));
        Assert.Equal(observer.Stages.Count, observer.Stages.Select(s => s.Name).Distinct().Count());
        Assert.All(observer.Stages, s => Assert.NotEmpty(s.Text));
    }

    [SkippableTheory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void Random_networks_give_c_without_warnings(string compiler)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            foreach (var kernels in new[] { KernelSet.Portable, KernelSet.CmsisNn })
            {
                using var folder = new TemporaryFolder();
                Compile(RandomGraphs.Network(seed), kernels, WeightsFormat.C).Files.WriteTo(folder.FullPath);
                string[] sources =
                    [.. Directory.GetFiles(folder.FullPath, "*.c").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
                Tool.Run(folder.FullPath, compiler, [.. Tool.StrictC11, "-fsyntax-only", "-I.", .. sources]);
            }
        }
    }

    [SkippableTheory]
    [InlineData(GlobalPooling.Mean)]
    [InlineData(GlobalPooling.AveragePool)]
    public void Streamed_networks_give_c_without_warnings(GlobalPooling pooling)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 10, Pooling = pooling });
        var request = Request(graph, KernelSet.Portable, WeightsFormat.C) with { Schedule = CodeGen.Options.ScheduleMode.Stream };
        using var folder = new TemporaryFolder();

        var result = Compiler.Compile(request).Sound();
        result.Files.WriteTo(folder.FullPath);

        Assert.Equal("stream", result.Plan.Schedule);
        Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-fsyntax-only", "-I.",
            .. Directory.GetFiles(folder.FullPath, "*.c").Order(StringComparer.Ordinal)]);
    }

    private static Graph Small() =>
        MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 10, Seed = 7 });

    private static CompileRequest Request(Graph graph, KernelSet kernels, WeightsFormat weights) =>
        new(graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
        {
            Kernels = kernels,
            Weights = weights,
            Schedule = CodeGen.Options.ScheduleMode.Layers,
        };

    private static CompileResult Compile(Graph graph, KernelSet kernels, WeightsFormat weights)
    {
        var outcome = Compiler.Compile(Request(graph, kernels, weights));
        return outcome.Sound();
    }

    private static Dictionary<string, long> Macros(string text) =>
        NumberMacro().Matches(text).ToDictionary(m => m.Groups[1].Value, m => Number(m.Groups[2].Value));

    private static (string Name, long Offset, long Size)[] Buffers(string text) =>
        [.. BufferEntry().Matches(text).Select(m => (m.Groups[1].Value, Number(m.Groups[2].Value), Number(m.Groups[3].Value)))];

    private static long Number(string text) =>
        long.Parse(text, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^#define (\w+) (-?\d+)(?= |$)", RegexOptions.Multiline)]
    private static partial Regex NumberMacro();

    [GeneratedRegex(@"^    BUFFER\((\w+), (\d+), (\d+)\)", RegexOptions.Multiline)]
    private static partial Regex BufferEntry();

    [GeneratedRegex(@"^ \*   ([\d,]+) multiply-accumulates$", RegexOptions.Multiline)]
    private static partial Regex StepMacs();

    private sealed class Recorder : ICompileObserver
    {
        public List<(string Name, string Text)> Stages { get; } = [];

        public void AfterStage(string stage, Func<string> describe) => Stages.Add((stage, describe()));
    }
}

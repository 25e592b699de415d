using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests;

public class PlanReportTests
{
    private static readonly Graph Network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 64, Classes = 2 });

    [Theory]
    [InlineData(ScheduleMode.Layers, InputMode.Frame)]
    [InlineData(ScheduleMode.Stream, InputMode.Frame)]
    [InlineData(ScheduleMode.Stream, InputMode.Rows)]
    public void Operators_add_up_to_their_steps(ScheduleMode schedule, InputMode input)
    {
        var plan = Plan(schedule, input);

        Assert.All(plan.Steps, step =>
        {
            var operators = plan.Operators.Where(o => o.Step == step.Index).ToArray();
            Assert.Equal(step.Operators, operators.Select(o => o.Kind));
            Assert.Equal(step.Macs, operators.Sum(o => o.Macs));
            Assert.Equal(step.EstimatedInstructions, operators.Sum(o => o.EstimatedInstructions));
            Assert.Equal(step.Functions, operators.SelectMany(o => o.Functions));
        });
        Assert.All(plan.Operators.Where(o => o.Step is not null), o => Assert.NotEqual("", o.Reason));
    }

    [Theory]
    [InlineData(ScheduleMode.Layers)]
    [InlineData(ScheduleMode.Stream)]
    public void Every_pair_that_shares_bytes_is_told(ScheduleMode schedule)
    {
        var plan = Plan(schedule, InputMode.Frame);

        var told = plan.Overlaps.Select(o => (o.Written, o.Read)).ToHashSet();
        for (var i = 0; i < plan.Buffers.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (plan.Buffers[i], plan.Buffers[j]);
                var together = a.FirstStep <= b.LastStep && b.FirstStep <= a.LastStep;
                var touching = a.OffsetBytes < b.OffsetBytes + b.SizeBytes && b.OffsetBytes < a.OffsetBytes + a.SizeBytes;
                Assert.Equal(together && touching, told.Contains((a.Name, b.Name)) || told.Contains((b.Name, a.Name)));
            }
        }
    }

    [Fact]
    public void Line_buffers_say_how_much_of_a_tensor_they_hold()
    {
        var lines = Plan(ScheduleMode.Stream, InputMode.Frame).Buffers.Where(b => b.Kind == "linebuffer" && !b.Contents.IsEmpty).ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, b => Assert.InRange(b.Contents[0].RingPixels!.Value, 1, b.Contents[0].Shape[1] * b.Contents[0].Shape[2]));
    }

    [Fact]
    public void Advice_for_layers_is_to_stream_and_for_streams_to_push_rows()
    {
        Assert.Equal("--schedule stream", PlanAdvice.Of(Plan(ScheduleMode.Layers, InputMode.Frame))[0].Option);
        Assert.Equal("--input-mode rows", PlanAdvice.Of(Plan(ScheduleMode.Stream, InputMode.Frame))[0].Option);
        Assert.DoesNotContain(PlanAdvice.Of(Plan(ScheduleMode.Stream, InputMode.Rows)), a =>
            a.Option.StartsWith("--input", StringComparison.Ordinal));
    }

    [Fact]
    public void Advice_names_a_frame_that_the_border_rewrote_in_place()
    {
        var plan = Plan(ScheduleMode.Stream, InputMode.Frame);
        var peak = plan.Buffers.First(b => b.Kind == "linebuffer" && b.FirstStep <= plan.PeakStep && plan.PeakStep <= b.LastStep);
        var input = plan.Buffers.First(b => b.Kind == "input");
        var rewritten = plan with
        {
            Buffers = [.. plan.Buffers.Select(b => b == input ? b with { FirstStep = 0, LastStep = -1 } : b)],
            Overlaps = [new PlanOverlap(0, peak.Name, input.Name, peak.SizeBytes)],
        };

        Assert.Contains(PlanAdvice.Of(rewritten), a =>
            a.Option == "--input-mode rows" && a.Text.Contains($"{peak.SizeBytes:N0}", StringComparison.Ordinal));
        Assert.DoesNotContain(PlanAdvice.Of(rewritten with { Overlaps = [] }), a => a.Option == "--input-mode rows");
    }

    /// <summary>Also where no stream of the frame is worth anything, since the frame itself is the peak.</summary>
    [Fact]
    public void Rows_are_advised_wherever_the_frame_is_at_the_peak_and_they_need_less()
    {
        var (advised, withoutStreams) = (0, 0);
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var request = new CompileRequest(RandomGraphs.Network(seed), "net", "", TargetCatalog.Find("cortex-m4").Sound());
            var plan = Compiler.Plan(request).Sound();
            var rows = Compiler.Plan(request with { Input = InputMode.Rows });
            var isLess = rows is { Succeeded: true, Value: { } small } && small.ArenaBytes <= 0.95 * plan.ArenaBytes;

            Assert.Equal(isLess && PlanAdvice.IsFrameAtPeak(plan), PlanAdvice.Of(plan).Any(a => a.Option == "--input-mode rows"));
            advised += isLess && PlanAdvice.IsFrameAtPeak(plan) ? 1 : 0;
            withoutStreams += isLess && PlanAdvice.IsFrameAtPeak(plan) && plan.Alternatives.All(a => a.StreamSteps == 0) ? 1 : 0;
        }

        Assert.True(advised > 0 && withoutStreams > 0, $"{advised} advised, {withoutStreams} of them without streams");
    }

    /// <summary>Not of the first stream's output, which overwrites nearly all of it.</summary>
    [SkippableFact]
    public void Advice_for_rows_tells_the_size_of_the_frame()
    {
        var path = SharedData.Require("models", "fomo_mobilenet_v2_035.tflite");
        var graph = ModelImporter.Import(File.ReadAllBytes(path), path, _ => null).Sound();
        var plan = Compiler.Plan(new CompileRequest(graph, "net", "", TargetCatalog.Find("cortex-m7").Sound())).Sound();

        var advice = Assert.Single(PlanAdvice.Of(plan), a => a.Option == "--input-mode rows");
        Assert.Contains("frame takes 27,648 bytes", advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_tells_what_a_budget_can_reach_unless_there_is_one()
    {
        var plan = Plan(ScheduleMode.Stream, InputMode.Rows) with { Alternatives = [new(1, 3, 1, 100, 5_000_000)] };
        var advice = Assert.Single(PlanAdvice.Of(plan), a => a.Option == "--ram-budget BYTES");

        Assert.Contains("100 bytes", advice.Text, StringComparison.Ordinal);
        Assert.Contains("5,000,000 instructions", advice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(PlanAdvice.Of(plan with { Limits = plan.Limits with { RamBudgetBytes = 1000 } }), a =>
            a.Option == "--ram-budget BYTES");
    }

    [Fact]
    public void Limits_are_those_of_the_target_and_the_request()
    {
        var plan = Compiler.Plan(Request(ScheduleMode.Auto, InputMode.Frame, "stm32h743") with { RamBudgetBytes = 100_000 }).Sound();

        Assert.Equal(100_000, plan.Limits.RamBudgetBytes);
        Assert.Contains(plan.Limits.Regions, r => r.Name == plan.Limits.WeightsRegion && r.Holds == "flash");
        Assert.Equal(plan.Arenas[0].Region, plan.Limits.ArenaRegions[0]);
    }

    private static PlanReport Plan(ScheduleMode schedule, InputMode input) => Compiler.Plan(Request(schedule, input, "cortex-m7")).Sound();

    private static CompileRequest Request(ScheduleMode schedule, InputMode input, string target) =>
        new(Network, "net", "00", TargetCatalog.Find(target).Sound())
        {
            Schedule = schedule,
            Input = input,
            Kernels = KernelSet.Auto,
        };
}

using CsCheck;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests;

/// <summary>RAM against cost: what is chosen, and what is said about the others.</summary>
public class PlanAlternativesTests
{
    private static readonly string[] Targets = ["cortex-m4", "cortex-m7", "cortex-m55"];

    private static readonly Graph Network =
        MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 96, Classes = 10 });

    [Theory]
    [InlineData(InputMode.Frame)]
    [InlineData(InputMode.Rows)]
    public void Every_row_is_a_plan_that_a_budget_of_its_size_gives(InputMode input)
    {
        var request = Request("cortex-m4") with { Input = input };
        var plan = Compiler.Plan(request).Sound();

        Assert.InRange(plan.Alternatives.Length, 3, 15);
        Assert.Equal((plan.ArenaBytes, plan.EstimatedInstructions), plan.Alternatives.Where(a => a.IsChosen)
            .Select(a => (a.ArenaBytes, a.EstimatedInstructions)).Single());
        foreach (var row in plan.Alternatives)
        {
            var real = Compiler.Plan(request with { RamBudgetBytes = (int)row.ArenaBytes }).Sound();

            Assert.False(row.IsModelled);
            Assert.InRange(real.ArenaBytes, 1, row.ArenaBytes);
            Assert.True(real.EstimatedInstructions <= row.EstimatedInstructions,
                $"{real.EstimatedInstructions} instructions in {row.ArenaBytes} bytes, not {row.EstimatedInstructions}");
        }
    }

    /// <summary>The default pays a per cent of instructions for less RAM; what it takes, and what is shown, is better than all else
    /// in one of the two.</summary>
    [Fact]
    public void No_plan_is_undercut_by_a_row_and_no_row_by_another() =>
        Gen.Select(Gen.Int[0, Networks.Length - 1], Gen.Int[0, Targets.Length - 1], Gen.Bool, Gen.Bool)
            .Sample(
                (network, target, rows, stream) =>
                {
                    var request = Request(Targets[target], Networks[network]()) with
                    {
                        Input = rows ? InputMode.Rows : InputMode.Frame,
                        Schedule = stream ? ScheduleMode.Stream : ScheduleMode.Auto,
                    };
                    AssertNotUndercut(request);
                },
                iter: 16, threads: 1);

    [SkippableTheory]
    [InlineData("person_detect", "cortex-m4")]
    [InlineData("vww_96_int8", "cortex-m55")]
    [InlineData("kws_ref_model", "cortex-m0plus")]
    [InlineData("pretrainedResnet_quant", "cortex-m7")]
    [InlineData("fdmobilenet_025_128_flowers", "stm32l4r5")]
    public void Real_networks_are_not_undercut_either(string model, string target)
    {
        var path = SharedData.Require("models", model + ".tflite");
        var request = Request(target, ModelImporter.Import(File.ReadAllBytes(path), path, _ => null).Sound());

        AssertNotUndercut(request);
        AssertNotUndercut(request with { Schedule = ScheduleMode.Stream });
    }

    private static void AssertNotUndercut(CompileRequest request)
    {
        var plan = Compiler.Plan(request).Sound();
        foreach (var row in plan.Alternatives)
        {
            Assert.DoesNotContain(plan.Alternatives, other => other != row
                && other.ArenaBytes <= row.ArenaBytes && other.EstimatedInstructions <= row.EstimatedInstructions);
        }

        if (request is { Schedule: ScheduleMode.Auto, Target.Regions.IsEmpty: true })
            Assert.InRange(plan.EstimatedInstructions, 1, (long)(plan.Alternatives.Min(a => a.EstimatedInstructions) * 1.0101));
    }

    /// <summary>Streams save most, little and nothing at all.</summary>
    private static readonly Func<Graph>[] Networks =
    [
        () => Network,
        () => MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 32, Classes = 2 }),
        () => MobileNetV2Builder.Build(new MobileNetV2Options { Width = 1.0, Resolution = 64, Classes = 10 }),
        () => Halvings(3, 8, 12, 3),
        () => Halvings(1, 2, 40, 2),
    ];

    /// <summary>Convolutions that halve a picture again and again, after an input that is most of the arena: streams can save next to
    /// nothing there, and cost.</summary>
    [Fact]
    public void No_stream_costs_more_than_it_saves_and_none_such_is_shown() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[2, 12], Gen.Int[10, 40], Gen.Int[1, 3], Gen.Int[0, Targets.Length - 1])
            .Sample(
                (channels, filters, size, halvings, target) =>
                {
                    var request = Request(Targets[target], Halvings(channels, filters, size, halvings));
                    var layers = Compiler.Measure(request with { Schedule = ScheduleMode.Layers }).Sound();
                    var plan = Compiler.Plan(request with { Schedule = ScheduleMode.Stream }).Sound();

                    AssertWorthIts(plan.EstimatedInstructions, plan.ArenaBytes, layers, leastShare: 0.5);
                    PlanAlternative[] rows = [.. plan.Alternatives.Where(a => !a.IsChosen)];
                    foreach (var (row, next) in rows.Zip(rows.Skip(1)))
                    {
                        var saved = Math.Log((double)row.ArenaBytes / next.ArenaBytes);
                        Assert.True(
                            saved >= 0.01 || saved >= 0.1 * Math.Log((double)next.EstimatedInstructions / row.EstimatedInstructions),
                            $"{row} and then {next}");
                    }
                },
                iter: 25, threads: 1);

    /// <summary>Not undercut by the other plan, and no per cent of cost saves less than its share of RAM.</summary>
    private static void AssertWorthIts(long instructions, long bytes, PlanReport other, double leastShare)
    {
        var paid = Math.Log((double)instructions / other.EstimatedInstructions);
        var saved = Math.Log((double)other.ArenaBytes / bytes);
        Assert.True(
            saved >= leastShare * paid - 1e-9,
            $"{bytes} bytes at {instructions} instead of {other.ArenaBytes} at {other.EstimatedInstructions}");
    }

    private static Graph Halvings(int channels, int filters, int size, int halvings)
    {
        var random = new TestRandom((ulong)(channels + (filters << 4) + (size << 9) + (halvings << 16)));
        var graph = new RandomGraphBuilder("halvings", random);
        var operators = new RandomOperators(graph, random);
        var picture = graph.Input(new Shape(1, size << halvings, size << halvings, channels));
        for (var i = 0; i < halvings; i++)
        {
            var shape = graph.ShapeOf(picture);
            var (height, width) = (shape.Height / 2, shape.Width / 2);
            picture = operators.Convolution(
                picture, filters << i,
                new RandomWindow(new Size2D(3, 3), new Size2D(2, 2), Size2D.One, new Padding2D(0, 1, 0, 1), height, width));
            picture = operators.Depthwise(
                picture, new RandomWindow(new Size2D(3, 3), Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), height, width), 1);
        }

        graph.Output(picture);
        return graph.Build();
    }

    [Fact]
    public void Auto_leaves_a_board_room_when_that_costs_little()
    {
        var layers = Compiler.Plan(Request("rp2350", Large) with { Schedule = ScheduleMode.Layers, RamBudgetBytes = 500_000 });
        var auto = Compiler.Plan(Request("rp2350", Large)).Sound();
        var cheapest = auto.Alternatives[0];

        Assert.False(layers.Succeeded);
        Assert.InRange(auto.ArenaBytes, 1, 524_288 / 2);
        Assert.InRange(auto.EstimatedInstructions, cheapest.EstimatedInstructions, cheapest.EstimatedInstructions * 1.05);
    }

    [Fact]
    public void What_is_reserved_is_not_filled()
    {
        var all = Compiler.Plan(Request("stm32l4r5") with { Schedule = ScheduleMode.Layers }).Sound();
        var region = all.Limits.Regions.Single(r => r.Name == all.Arenas[0].Region);
        var left = (int)(region.SizeBytes - all.ArenaBytes + 1);

        var tight = Compiler.Plan(Request("stm32l4r5") with { ReserveBytes = left }).Sound();
        var layers = Compiler.Plan(Request("stm32l4r5") with { Schedule = ScheduleMode.Layers, ReserveBytes = left }).Sound();
        var refused = Compiler.Plan(Less(layers.ArenaBytes));
        while (refused.Succeeded)
            refused = Compiler.Plan(Less(refused.Sound().ArenaBytes));

        Assert.InRange(tight.ArenaBytes, 1, region.SizeBytes - left);
        Assert.InRange(layers.ArenaBytes, 1, region.SizeBytes - left);
        Assert.True(layers.EstimatedInstructions > all.EstimatedInstructions, "kernels that work in less memory are slower ones");
        Assert.Contains("--reserve", Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);

        CompileRequest Less(long arenaBytes) =>
            Request("stm32l4r5") with { Schedule = ScheduleMode.Layers, ReserveBytes = (int)(region.SizeBytes - arenaBytes + 1) };
    }

    private static Graph Large => MobileNetV2Builder.Build(new MobileNetV2Options { Width = 1.0, Resolution = 224, Classes = 10 });

    private static CompileRequest Request(string target, Graph? graph = null) =>
        new(graph ?? Network, "net", "00", TargetCatalog.Find(target).Sound());
}

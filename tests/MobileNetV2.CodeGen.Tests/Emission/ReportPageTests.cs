using System.Text.Json;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Emission;

public partial class ReportPageTests
{
    private const string Hostile = "</script><script>alert('1')</script><!-- & \"x\"";

    [Fact]
    public void The_data_of_the_page_are_the_plan()
    {
        var plan = Plan(Network("net", "act"), ScheduleMode.Stream);

        using var data = Data(plan.ToHtml());

        var shown = data.RootElement.GetProperty("plans")[0];
        Assert.Equal(plan.ArenaBytes, shown.GetProperty("plan").GetProperty("arenaBytes").GetInt64());
        Assert.Equal(plan.Steps.Length, shown.GetProperty("plan").GetProperty("steps").GetArrayLength());
        Assert.Equal(plan.Alternatives.Length, shown.GetProperty("plan").GetProperty("alternatives").GetArrayLength());
        Assert.NotEqual(0, shown.GetProperty("advice").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("measured").ValueKind);
    }

    [Fact]
    public void A_page_needs_nothing_else()
    {
        var page = Plan(Network("net", "act"), ScheduleMode.Layers).ToHtml();

        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\ssrc=|@import|url\((?!#)|<link", page);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
    }

    [Fact]
    public void The_same_plan_gives_the_same_page()
    {
        var graph = Network("net", "act");

        Assert.Equal(Plan(graph, ScheduleMode.Stream).ToHtml(), Plan(graph, ScheduleMode.Stream).ToHtml());
    }

    [Fact]
    public void A_compile_writes_the_page_of_its_plan()
    {
        var request = Request(Network("net", "act"), ScheduleMode.Stream);

        var page = Compiler.Compile(request).Sound().Files.Text("net_report.html");

        Assert.Equal(Compiler.Plan(request).Sound().ToHtml(), page);
    }

    [Fact]
    public void Names_of_a_model_cannot_break_out_of_the_page()
    {
        var harmless = Plan(Network("net", "act"), ScheduleMode.Layers).ToHtml();
        var page = Plan(Network(Hostile, Hostile), ScheduleMode.Layers).ToHtml();

        Assert.Equal(Regex.Count(harmless, "<"), Regex.Count(page, "<"));
        Assert.DoesNotContain("alert('1')", page, StringComparison.Ordinal);
        using var data = Data(page);
        Assert.Equal(Hostile, data.RootElement.GetProperty("plans")[0].GetProperty("plan").GetProperty("model").GetString());
    }

    [Fact]
    public void Measured_figures_come_with_the_page()
    {
        var plan = Plan(Network("net", "act"), ScheduleMode.Layers);

        using var data = Data(plan.ToHtml(new PlanMeasurement("mps2", false, "-O2", 1234, 5678, 90, [1000, 234])));

        var measured = data.RootElement.GetProperty("plans")[0].GetProperty("measured");
        Assert.Equal(1234, measured.GetProperty("instructions").GetInt64());
        Assert.Equal(2, measured.GetProperty("stepInstructions").GetArrayLength());
    }

    [Fact]
    public void What_quantization_cost_comes_with_the_page()
    {
        var plan = Plan(Network("net", "act"), ScheduleMode.Layers);

        using var data = Data(plan.ToHtml(errors: new PlanErrors(7, 21.5, 0.75, [new PlanError("act sum", 21.5)])));

        var errors = data.RootElement.GetProperty("plans")[0].GetProperty("errors");
        Assert.Equal(7, errors.GetProperty("samples").GetInt32());
        Assert.Equal("act sum", errors.GetProperty("tensors")[0].GetProperty("name").GetString());
    }

    private static PlanReport Plan(Graph graph, ScheduleMode schedule) => Compiler.Plan(Request(graph, schedule)).Sound();

    private static CompileRequest Request(Graph graph, ScheduleMode schedule) => new(graph, "net", "00", TinyPrograms.Host)
    {
        Schedule = schedule,
        Kernels = KernelSet.Portable,
    };

    private static Graph Network(string model, string tensor)
    {
        var b = new GraphBuilder(model);
        var q = QuantizationParameters.PerTensor(0.5f, 0);
        var shape = new Shape(1, 6, 6, 2);
        var input = b.Input(tensor + " in", shape, ElementType.Int8, q);
        var filter = b.Constant(tensor + " filter", new Shape(2, 1, 1, 2), ElementType.Int8, q, new byte[] { 4, 0, 0, 4 });
        var doubled = b.Tensor(tensor + " doubled", shape, ElementType.Int8, q);
        var sum = b.Tensor(tensor + " sum", shape, ElementType.Int8, q);
        b.Add(id => new Conv2D(id, [input, filter], [doubled], Size2D.One, Size2D.One, default, Activation.None));
        b.Add(id => new Add(id, [input, doubled], [sum], Activation.None));
        b.Output(sum);
        return b.Build();
    }

    private static JsonDocument Data(string page) => JsonDocument.Parse(DataBlock().Match(page).Groups[1].Value);

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();
}

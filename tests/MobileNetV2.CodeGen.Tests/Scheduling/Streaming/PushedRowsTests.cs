using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.RuntimeC;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>The interface of <c>--input-mode rows</c>, and which networks can have it.</summary>
public class PushedRowsTests
{
    /// <summary>Rows that go to a line buffer, camera bytes that the border's QUANTIZE takes straight from the caller, rows that are read
    /// again later, and channels from several places.</summary>
    public static TheoryData<string, int> Networks => new()
    {
        { "int8", StreamStage.WholeRows },
        { "int8", 1 },
        { "uint8", StreamStage.WholeRows },
        { "uint8", 4 },
        { "late", 2 },
        { "joined", 3 },
    };

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Rows_in_any_portions_give_the_bits_of_the_interpreter_and_wrong_use_gives_a_status(string network, int tilePixels)
    {
        var graph = network switch
        {
            "late" => ChainGraphs.LateReader(),
            "joined" => ChainGraphs.Joined(),
            _ =>
                MobileNetV2Builder.Build(new MobileNetV2Options
                {
                    Width = 0.1,
                    Resolution = 21,
                    Classes = 5,
                    UInt8Border = network == "uint8"
                }),
        };
        var request = Request(graph) with { FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows: true) };
        using var program = new CProgram("pushed_rows_test.c", Compiler.Compile(request).Sound(), flags: "-DNET_ARENA_EXTERNAL=1");
        var input = RandomGraphs.Inputs(graph, 1);

        program.Run(program.Write("in", input[0].Span), program.Write("out", new ReferenceInterpreter(graph).Run(input)[0]));
    }

    [Fact]
    public void Operators_that_read_the_input_run_before_those_that_cannot_run_by_rows()
    {
        var outcome = Compiler.Plan(Request(ChainGraphs.Branches(isNeeded: false)));

        Assert.Equal(["ADD", "RELU6"], outcome.Sound().Steps[0].Operators.Where(o => o != "RELU").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_operator_that_a_reader_of_the_input_waits_for_is_named()
    {
        var diagnostic = Assert.Single(Compiler.Plan(Request(ChainGraphs.Branches(isNeeded: true))).Diagnostics);

        Assert.Equal("MNV4103", diagnostic.Code);
        Assert.Contains("TRANSPOSE", diagnostic.Location, StringComparison.Ordinal);
        Assert.Contains("ADD", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_that_needs_the_whole_input_is_named()
    {
        var graph = RandomGraphs.Single("FULLY_CONNECTED", 1);

        var diagnostic = Assert.Single(Compiler.Plan(Request(graph)).Diagnostics);

        Assert.Equal("MNV4103", diagnostic.Code);
        Assert.Contains("at once", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_two_inputs_has_no_rows_to_push()
    {
        var graph = Enumerable.Range(1, 100).Select(s => RandomGraphs.Single("ADD", (ulong)s)).First(g => g.Inputs.Length == 2);

        Assert.Equal("MNV4102", Assert.Single(Compiler.Plan(Request(graph)).Diagnostics).Code);
    }

    [Fact]
    public void Layers_take_no_rows() =>
        Assert.Equal("MNV4101",
            Assert.Single(Compiler.Plan(Request(ChainGraphs.LateReader()) with { Schedule = ScheduleMode.Layers }).Diagnostics).Code);

    [Fact]
    public void More_operators_than_a_stream_holds_cannot_wait_for_the_input()
    {
        var random = new TestRandom(1);
        var builder = new RandomGraphBuilder("deep", random);
        var operators = new RandomOperators(builder, random);
        var image = builder.Input(new Shape(1, 2, 2, 1));
        var last = image;
        for (var i = 0; i < StreamChain.MostStages; i++)
            last = operators.Relu(last, Activation.Relu6);
        builder.Output(operators.Binary("ADD", image, last, builder.ShapeOf(image)));

        Assert.Equal("MNV4104", Assert.Single(Compiler.Plan(Request(builder.Build())).Diagnostics).Code);
    }

    private static CompileRequest Request(Graph graph) =>
        new(graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
        {
            Schedule = ScheduleMode.Stream,
            Input = InputMode.Rows
        };
}

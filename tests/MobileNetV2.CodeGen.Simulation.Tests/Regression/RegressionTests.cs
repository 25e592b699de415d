using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Regression;

/// <summary>Every folder of <c>tests/regression</c>, whose README says what it may hold.</summary>
public class RegressionTests
{
    public static TheoryData<string> Names => [.. RegressionFolder.All.Select(f => f.Name)];

    public static TheoryData<string, string, string, string, string> Runs
    {
        get
        {
            var runs =
                from folder in RegressionFolder.All
                let options = RegressionCase.In(folder.Path)
                where options.Refused is null
                from target in options.Targets
                from kernels in options.Kernels
                from schedule in options.Schedules
                from optimize in options.Optimize
                select (folder.Name, target, kernels, schedule, optimize);
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var (name, target, kernels, schedule, optimize) in runs)
                data.Add(name, target, kernels, schedule, optimize);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_readme_says_what_went_wrong(string name) =>
        Assert.True(RegressionFolder.Named(name).Read("README.md").Length > 40, "README.md says nothing");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_interpreter_gives_the_expected_outputs_or_the_refusal_its_code(string name)
    {
        var folder = RegressionFolder.Named(name);
        var imported = folder.Import();
        if (RegressionCase.In(folder.Path) is { Refused: { } code } refused)
        {
            var found = imported.Value is { } graph
                ? Compiler.Compile(Request(graph, "cortex-m4", "auto", "auto", refused)).Diagnostics
                : imported.Diagnostics;
            Assert.Contains(found, d => d.IsError && d.Code == code);
            return;
        }

        var network = imported.Sound(RegressionCase.In(folder.Path).Warnings);
        var inputs = folder.Inputs(network);
        Assert.Equal(folder.Has("in.bin"), folder.Has("want.bin"));
        if (inputs.IsEmpty)
            return;
        var interpreter = new ReferenceInterpreter(network);
        Assert.Equal(folder.Read("want.bin"), inputs.SelectMany(i => interpreter.Run(i)).SelectMany(o => o));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Generated_code_gives_the_interpreters_bits(
        string name, string target, string kernels, string schedule, string optimize)
    {
        var folder = RegressionFolder.Named(name);
        var regression = RegressionCase.In(folder.Path);
        var network = folder.Import().Sound(regression.Warnings);
        await Networks.MustBeExact(new(Request(network, target, kernels, schedule, regression))
        {
            Cases = folder.Inputs(network),
            RandomCases = 3,
            Sanitize = target == "host",
            Optimization = optimize == "default" ? null : Named<OptimizationLevel>(optimize, l => l.ToString()),
        });
    }

    private static CompileRequest Request(Graph graph, string target, string kernels, string schedule, RegressionCase options) =>
        Networks.Request(graph, target, Named<KernelSet>(kernels, OptionNames.Of)).Compile with
        {
            Schedule = Named<ScheduleMode>(schedule, OptionNames.Of),
            Io = Named<BorderMode>(options.Io, OptionNames.Of),
            Input = Named<InputMode>(options.InputMode, OptionNames.Of),
        };

    private static T Named<T>(string name, Func<T, string> nameOf)
        where T : struct, Enum => Enum.GetValues<T>().Single(v => nameOf(v) == name);
}

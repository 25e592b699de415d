using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>
/// Everything that makes a program smaller or faster, turned off one at a time: bits stay. Only what changes the generated C is built.
/// <c>eng/sweep-without.sh</c> sets <c>MNV2_SWEEP</c> to the number of networks it wants for each.
/// </summary>
public class OptimizationsOffTests
{
    private static readonly int NetworkCount =
        int.Parse(Environment.GetEnvironmentVariable("MNV2_SWEEP") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Passes that a program can do without.</summary>
    /// <remarks>Dilations that were written out are no part of random networks: the tests of their pass compare bits.</remarks>
    private static readonly string[] Parts =
        ["fold-pad-into-convolution", "move-transposes", "remove-identities", "fuse-activation", "drop-channels", CompileRequest.Overlaps];

    public static TheoryData<string> Rewrites => [.. Parts];

    [Theory]
    [MemberData(nameof(Rewrites))]
    public async Task A_rewrite_changes_no_bit(string part)
    {
        var changed = 0;
        for (ulong seed = 0; changed < NetworkCount && seed < 200; seed++)
        {
            foreach (var schedule in new[] { ScheduleMode.Layers, ScheduleMode.Stream })
                changed += await Compare(Request(RandomGraphs.Network(seed), "plain", schedule), part) ? 1 : 0;
        }

        Assert.True(changed > 0, $"no network is another without '{part}'");
    }

    /// <summary>Every rule that has another behind it, in the forms of three kinds of cores;
    /// what a kind shares with plain cores is done there.</summary>
    [Theory]
    [InlineData("plain", 8)]
    [InlineData("dsp", 2)]
    [InlineData("helium", 2)]
    public async Task A_kernel_changes_no_bit(string form, int least)
    {
        var rules = KernelSets.CmsisNn.Select(r => r.GetType().Name).Where(rule =>
            form == "plain" || !Affected("plain", rule).Any()).ToArray();
        var changed = 0;
        foreach (var rule in rules)
        {
            foreach (var graph in Affected(form, rule).Take(NetworkCount))
            {
                var request = Unlimited(Request(graph, form, ScheduleMode.Layers));
                Assert.True(await Compare(request, rule), $"{rule}: {graph.Name} stays as it is");
                changed++;
            }
        }

        Assert.True(changed >= least * NetworkCount, $"only {changed} networks are others without one of {rules.Length} rules");
    }

    /// <summary>The list above would silently be of nothing after a change of names.</summary>
    [Fact]
    public void Names_are_those_of_passes_and_rules()
    {
        Assert.All(Parts[..^1], name => Assert.Contains(PassPipeline.Passes, pass => pass.Name == name));
        Assert.Contains(nameof(ConvolveQuads), KernelSets.CmsisNn.Select(r => r.GetType().Name));
    }

    /// <summary>Networks of one operator that take another kernel without a rule.</summary>
    private static IEnumerable<Graph> Affected(string form, string rule) =>
        from seed in Enumerable.Range(0, 8 + NetworkCount)
        from kind in RandomGraphs.Kinds
        let graph = RandomGraphs.Single(kind, (ulong)seed)
        let target = Request(graph, form, ScheduleMode.Layers).Compile.Target
        let before = new KernelChoices(graph, target, SetOf(form))
        let after = new KernelChoices(graph, target, SetOf(form), without: [rule])
        where graph.Operators.Any(op => !Functions(before, op).SequenceEqual(Functions(after, op)))
        select graph;

    private static IEnumerable<string> Functions(KernelChoices choices, Operator op) =>
        choices.Layer(op).Choice?.Calls.Select(call => call.Kernel.Function) ?? [];

    /// <summary>The library goes before what only some cores have.</summary>
    private static KernelSet SetOf(string form) => form == "plain" ? KernelSet.CmsisNn : KernelSet.Portable;

    private static VerifyRequest Request(Graph graph, string form, ScheduleMode schedule)
    {
        var request = Networks.Request(graph, "host", SetOf(form));
        var target = form switch
        {
            "dsp" => request.Compile.Target with { HasDsp = true, CompilerFlags = InstructionsInC.Dsp },
            "helium" => request.Compile.Target with { HasDsp = true, HasMve = true, CompilerFlags = InstructionsInC.Helium },
            _ => request.Compile.Target,
        };
        return request with { RandomCases = 1, Compile = request.Compile with { Target = target, Schedule = schedule } };
    }

    /// <summary>Layers whose kernels get all the memory that they like: a plan may prefer others that work in less.</summary>
    private static VerifyRequest Unlimited(VerifyRequest request) => request with
    {
        Compile = request.Compile with
        {
            FixedSchedule = g => LayerScheduler.Schedule(
                g, new StreamCosts(new KernelChoices(g, request.Compile.Target, request.Compile.Kernels))),
        },
    };

    /// <summary>False when the generated C is the same.</summary>
    private static async Task<bool> Compare(VerifyRequest request, string part)
    {
        var without = request with { Compile = request.Compile with { Without = [part] } };
        if (Text(request.Compile) == Text(without.Compile))
            return false;
        await Networks.MustBeExact(without);
        return true;
    }

    private static string Text(CompileRequest request) =>
        string.Concat(Compiler.Compile(request).Sound().Files.Where(f => f.RelativePath.EndsWith(".c", StringComparison.Ordinal))
            .Select(f => f.Text()));
}

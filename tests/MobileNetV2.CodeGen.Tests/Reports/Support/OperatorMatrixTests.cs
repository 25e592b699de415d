using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Reports.Support;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Reports.Support;

/// <summary>What the list of operators says is what the compiler does.</summary>
public class OperatorMatrixTests
{
    private const ulong Seeds = 30;

    public static TheoryData<string> Kinds => new(RandomGraphs.Kinds);

    [Fact]
    public void The_page_is_the_list()
    {
        var document = new MarkedDocument("docs/operators.md", "operators");
        var table = "| operator | own kernels | CMSIS-NN | streams |\n|---|---|---|---|\n" + string.Concat(OperatorMatrix.All.Select(Row));
        if (Environment.GetEnvironmentVariable("MNV2_UPDATE_GOLDEN") == "1")
            document.Write(table);

        Assert.Equal(table, document.Read());
    }

    /// <summary>An operator that ever becomes a stage of a stream is said to.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Operators_stream_when_the_list_says_so(string kind)
    {
        var streams = false;
        for (var seed = 0ul; seed < Seeds; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            streams |= graph.Operators.Any(op => op.Kind == kind && StreamStages.Of(graph, op) is not null);
        }

        if (streams)
            Assert.NotNull(OperatorMatrix.All.Single(o => o.Kind == kind).StreamsWhen);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kernels_take_the_types_of_the_list_and_no_others(string kind)
    {
        var support = OperatorMatrix.All.Single(o => o.Kind == kind);
        for (var seed = 0ul; seed < Seeds; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            foreach (var op in graph.Operators.Where(o => o.Kind == kind && o.Inputs.Length > 0))
            {
                if (new KernelChoices(graph, TargetCatalog.Find("cortex-m4").Sound(), KernelSet.CmsisNn).Layer(op).Choice is not { } choice)
                    continue;
                var isOfLibrary = choice.Calls.All(c => c.Kernel.Library is not null);
                Assert.Contains(graph[op.Input].Type.ToString().ToLowerInvariant(), isOfLibrary ? support.CmsisNn : support.Portable);
            }
        }
    }

    [Fact]
    public void Every_operator_has_a_kernel_of_ours_or_needs_none() =>
        Assert.All(OperatorMatrix.All, o => Assert.True(o.IsFolded || !o.Portable.IsEmpty, $"no kernel serves {o.Kind}"));

    private static string Row(OperatorSupport support) => $"| {support.Kind} | "
        + (support.IsFolded && support.Portable.IsEmpty ? "none needed: known when compiled" : string.Join(", ", support.Portable))
        + $" | {(support.WhyNoLibrary is { } reason ? "no: " + reason : string.Join(", ", support.CmsisNn))} | "
        + $"{support.StreamsWhen switch { null => "", "" => "yes", var condition => condition }} |\n";
}

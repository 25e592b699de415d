using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Mutation;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Kernels;

/// <summary>
/// Faults put into what packs weights for kernels, one at a time: each must give other bytes, other arguments or another kernel for at
/// least one filter. Some here; <c>eng/mutate-packing.sh</c> takes all. That the right bytes are right is shown where the C runs.
/// </summary>
public class PackingMutantsTests
{
    private static readonly string[] Packing =
    [
        "LittleEndian.cs", "BiasFolding.cs", "AccumulatorRange.cs", "OneChannelFilter.cs", "ChannelPairs.cs", "HalfwordChannels.cs",
        "ChannelFactors.cs", "Int4/NibbleWeights.cs", "Portable/ChannelBlocks.cs", "Portable/FullyConnectFours.cs",
        "Portable/ConvolveQuads.cs", "Portable/ConvolveSquares.cs", "Portable/ConvolveHalfwords.cs", "Portable/Depthwise3x3.cs",
        "Portable/DepthwiseBlocks.cs", "Portable/DepthwiseColumns.cs", "Portable/DepthwiseQuads.cs",
    ];

    /// <summary>Types that know those: they are compiled once more, too.</summary>
    private static readonly string[] Around =
    [
        "FilterWeights.cs", "WeightFacts.cs", "KernelQuestion.cs", "KernelRule.cs", "ChoiceBuilder.cs", "Portable/ConvolutionRule.cs",
        "Portable/ConvolveColumns.cs", "Portable/DepthwiseRule.cs", "Portable/HalfwordCosts.cs", "Portable/FullyConnect.cs",
        "Portable/Convolve.cs", "Portable/DepthwiseConvolve.cs", "Int4/ConvolveNibbles.cs", "Int4/DepthwiseNibbles.cs",
    ];

    private static readonly string Folder = Checkout.PathOf("generator", "MobileNetV2.CodeGen", "Kernels");

    private static readonly string Probe =
        Checkout.PathOf("tests", "MobileNetV2.CodeGen.Tests", "Kernels", nameof(PackingProbe) + ".cs");

    [Fact]
    public void Faults_in_packing_are_noticed()
    {
        var run = new MutationRun("packing.txt");
        var sources = Packing.ToDictionary(f => f, Read, StringComparer.Ordinal);
        string[] around = [.. Around.Select(Read), File.ReadAllText(Probe)];
        var questions = Questions().ToImmutableArray();
        var expected = questions.Select(q => PackingProbe.Ask(q.Graph, q.Target)).ToArray();
        Assert.Equal(expected, questions.Select(Ask(MutantAssembly.Of([.. sources.Values, .. around], Turns)!)));
        var costs = sources.ToDictionary(s => s.Key, s => LinesOfCosts(s.Value), StringComparer.Ordinal);

        run.AllAreNoticed(run.Of(sources, few: 16, m => !costs[m.File].Contains(m.Line)), mutant =>
        {
            if (MutantAssembly.Of([.. sources.Select(s => s.Key == mutant.File ? mutant.Text : s.Value), .. around], Turns) is not { } made)
                return true;
            var ask = Ask(made);
            return questions.Where((q, i) => ask(q) != expected[i]).Any();
        });
    }

    /// <summary>More loops are endless.</summary>
    private const int Turns = 400_000_000;

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static IEnumerable<(Graph Graph, Target Target)> Questions()
    {
        string[] cores = ["cortex-m0plus", "cortex-m4", "cortex-m55", "host"];
        Graph[] graphs =
        [
            RandomGraphs.UsualWindows(0), .. Enumerable.Range(0, 24).Select(i => FilterGraphs.Extreme((ulong)i)), FilterGraphs.Largest(),
            FilterGraphs.Edges(), RandomGraphs.ZeroPoints(0), Int4Graphs.Of(RandomGraphs.UsualWindows(9)), RandomGraphs.Network(0),
            RandomGraphs.ZeroPoints(1),
        ];
        return
            from graph in graphs
            from core in cores
            select (graph, TargetCatalog.Find(core).Sound());
    }

    private static Func<(Graph Graph, Target Target), string> Ask(Assembly made)
    {
        var ask = made.GetType(typeof(PackingProbe).FullName!, throwOnError: true)!.GetMethod(nameof(PackingProbe.Ask))!
            .CreateDelegate<Func<Graph, Target, string>>();
        return q =>
        {
            try
            {
                return ask(q.Graph, q.Target);
            }
            catch (Exception e)
            {
                return e.GetType().Name;
            }
        };
    }

    /// <summary>Estimates of instructions: they choose between kernels of the same bits.</summary>
    private static HashSet<int> LinesOfCosts(string source)
    {
        const string PartOfCost = "Inside";
        var tree = CSharpSyntaxTree.ParseText(source);
        return
        [
            .. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(m => m.Identifier.Text == PartOfCost || m.Identifier.Text.StartsWith("Cost", StringComparison.Ordinal))
                .Select(m => tree.GetLineSpan(m.Span)).SelectMany(s =>
                    Enumerable.Range(s.StartLinePosition.Line + 1, s.EndLinePosition.Line - s.StartLinePosition.Line + 1)),
        ];
    }
}

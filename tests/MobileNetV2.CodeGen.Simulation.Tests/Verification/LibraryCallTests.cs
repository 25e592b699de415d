using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Operators that call CMSIS-NN for some of their shapes only: those shapes are found, and give the reference's bits.</summary>
public class LibraryCallTests
{
    private const int Enough = 4;
    private const ulong MostSeeds = 200;

    /// <summary>A folder with one of the official library's builds for each target, if there is one.</summary>
    private static string? OfficialLibrary => Environment.GetEnvironmentVariable("MNV2_CMSIS_NN_BUILDS");

    private static readonly string[] Partly = ["MAXIMUM", "MINIMUM", "TRANSPOSE", "BATCH_MATMUL", "SVDF"];

    public static TheoryData<string> Kinds => [.. Partly];

    public static TheoryData<string, string> KindsAndTargets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in Partly)
            {
                foreach (var target in new[] { "cortex-m3", "cortex-m4", "cortex-m55" })
                    data.Add(kind, target);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Our_implementation_gives_the_reference_s_bits(string kind)
    {
        foreach (var graph in Calling(kind, "host").Take(Enough))
            await Networks.MustBeExact(Networks.Request(graph, "host", KernelSet.CmsisNn) with { Sanitize = true });
    }

    [SkippableTheory]
    [MemberData(nameof(KindsAndTargets))]
    public async Task The_official_library_gives_the_reference_s_bits(string kind, string target)
    {
        Skip.If(OfficialLibrary is null, "MNV2_CMSIS_NN_BUILDS names no folder with builds of CMSIS-NN");
        foreach (var graph in Calling(kind, target).Take(Enough))
        {
            await Networks.MustBeExact(Networks.Request(graph, target, KernelSet.CmsisNn) with
            {
                CmsisNnFolder = Path.Combine(OfficialLibrary, target),
            });
        }
    }

    /// <summary>Random networks of one operator in which the library is called.</summary>
    private static IEnumerable<Graph> Calling(string kind, string target)
    {
        var found = 0;
        for (var seed = 0ul; seed < MostSeeds; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            var choices = new KernelChoices(graph, TargetCatalog.Find(target).Sound(), KernelSet.CmsisNn);
            if (!graph.Operators.Any(op => choices.Layer(op).Choice?.Calls.Any(c => c.Kernel.Library is not null) == true))
                continue;
            found++;
            yield return graph;
        }

        Assert.True(found >= Enough, $"only {found} of {MostSeeds} networks call the library");
    }
}

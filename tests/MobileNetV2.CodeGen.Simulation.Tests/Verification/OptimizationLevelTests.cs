using System.Globalization;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>
/// Every kernel at every level of the C compiler that a firmware project may choose. One network for each here;
/// <c>eng/sweep-optimize.sh</c> sets <c>MNV2_SWEEP</c> to the number of networks it wants.
/// </summary>
public class OptimizationLevelTests
{
    private static readonly int NetworkCount =
        int.Parse(Environment.GetEnvironmentVariable("MNV2_SWEEP") ?? "1", CultureInfo.InvariantCulture);

    public static TheoryData<string, OptimizationLevel, bool> Builds
    {
        get
        {
            var data = new TheoryData<string, OptimizationLevel, bool>();
            foreach (var target in new[] { "host", "cortex-m0plus", "cortex-m4", "cortex-m55" })
            {
                foreach (var level in Enum.GetValues<OptimizationLevel>())
                    data.Add(target, level, false);
            }

            foreach (var target in new[] { "host", "cortex-m4", "cortex-m55" })
                data.Add(target, OptimizationLevel.Os, true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Every_level_gives_the_same_bits(string target, OptimizationLevel level, bool linkTime)
    {
        for (var i = 0; i < NetworkCount; i++)
        {
            var seed = (ulong)(100 + (i * 10) + (int)level);
            var request = Networks.Request(RandomGraphs.Everything(seed), target, i % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
            await Networks.MustBeExact(request with { RandomCases = 1, Optimization = level, LinkTimeOptimization = linkTime });
        }
    }
}

using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Lowering;

/// <summary>What lowering says of the C runtime is true.</summary>
public partial class RuntimeFilesTests
{
    public static TheoryData<string> Kinds => new(RandomGraphs.Kinds);

    /// <summary>Every function that a listed file uses is defined in a listed file.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_files_of_a_call_are_complete(string kind)
    {
        for (var seed = 0ul; seed < 20; seed++)
        {
            foreach (var kernels in new[] { KernelSet.Portable, KernelSet.CmsisNn })
            {
                foreach (var call in TestGraphs.Lower(RandomGraphs.Single(kind, seed), kernels).Steps.SelectMany(s => s.Calls))
                {
                    var text = string.Concat(RuntimeLibrary.WithIncludes(call.Kernel.Sources.Select(s => s.FileName))
                        .Where(f => f.EndsWith(".c", StringComparison.Ordinal) || f.EndsWith("_private.h", StringComparison.Ordinal)
                            || f == "mnv2_stream.h").Select(RuntimeLibrary.Text));
                    var defined = Definition().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
                    var used = Use().Matches(text).Select(m => m.Groups[1].Value).Append(call.Kernel.Function).ToHashSet();

                    Assert.Empty(used.Except(defined));
                }
            }
        }
    }

    [Fact]
    public void Limits_are_those_of_the_header()
    {
        Assert.Contains($"#define MNV2_MAX_WINDOW_ROWS {PortableLimits.WindowRows}\n", RuntimeLibrary.Text("mnv2_runtime.h"),
            StringComparison.Ordinal);
        Assert.Contains($"#define MNV2_MAX_BLOCK_TAPS {PortableLimits.BlockTaps}\n", RuntimeLibrary.Text("mnv2_runtime.h"),
            StringComparison.Ordinal);
        Assert.Contains($"#define MNV2_MAX_RANK {PortableLimits.Rank}\n", RuntimeLibrary.Text("mnv2_runtime.h"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9_]+\s+)+\*?(\w+)\([^;{}]*\)\s*\{", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?<=^ .*)\b(mnv2_[a-z0-9_]+)\(", RegexOptions.Multiline)]
    private static partial Regex Use();
}

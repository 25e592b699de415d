using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

/// <summary>Flags that let a compiler change the last bit of a float stop the build of what computes with floats,
/// and of nothing else.</summary>
public partial class FastMathTests
{
    private static readonly string[] Sources =
        [.. RuntimeLibrary.All.Where(f => f.EndsWith(".c", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [InlineData("gcc", "-Ofast")]
    [InlineData("gcc", "-ffast-math")]
    [InlineData("gcc", "-funsafe-math-optimizations")]
    [InlineData("gcc", "-freciprocal-math")]
    [InlineData("gcc", "-ffinite-math-only")]
    [InlineData("clang", "-ffast-math")]
    [InlineData("clang", "-ffinite-math-only")]
    [InlineData("arm-none-eabi-gcc", "-Ofast")]
    public void Stop_the_build_of_float_kernels_only(string compiler, string flag)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in RuntimeLibrary.All)
            File.WriteAllText(folder.File(file), RuntimeLibrary.Text(file));
        var inexact = Sources.Where(ComputesWithFloats).ToArray();
        Assert.Equal(
            Sources.Where(s =>
                s.EndsWith("_f32.c", StringComparison.Ordinal) || s is "mnv2_cast.c" or "mnv2_detections.c" or "mnv2_reduce_prod.c"),
            inexact);
        foreach (var source in inexact)
            Assert.Contains("float kernels need exact arithmetic", Tool.Refuse(folder.FullPath, compiler, Flags(source)),
                StringComparison.Ordinal);
        Tool.Run(folder.FullPath, compiler, Flags([.. Sources.Except(inexact)]));

        string[] Flags(params string[] files) => ["-std=c11", "-fsyntax-only", flag, .. files];
    }

    private static bool ComputesWithFloats(string file) => FloatType().IsMatch(Comment().Replace(RuntimeLibrary.Text(file), ""));

    [GeneratedRegex(@"\b(float|double)\b")]
    private static partial Regex FloatType();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}

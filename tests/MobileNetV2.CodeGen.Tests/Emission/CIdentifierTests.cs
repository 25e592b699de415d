using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Emission.Names;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class CIdentifierTests
{
    [Theory]
    [InlineData("mobilenet_v2_1.0_224-int8", "mobilenet_v2_1_0_224_int8")]
    [InlineData("Person Detect (v2)", "person_detect_v2")]
    [InlineData("3d-net", "model_3d_net")]
    [InlineData("int", "model_int")]
    [InlineData("___", "model")]
    [InlineData("mnv2_runtime", "model_mnv2_runtime")]
    [InlineData("string", "model_string")]
    [InlineData("Stdint", "model_stdint")]
    [InlineData("time", "model_time")]
    [InlineData("install", "model_install")]
    [InlineData("stm32h7xx_hal", "model_stm32h7xx_hal")]
    [InlineData("", "model")]
    [InlineData("\u00fcber", "ber")]
    public void Every_file_name_gives_a_usable_prefix(string name, string expected)
    {
        Assert.Equal(expected, CIdentifier.FromModelName(name));
        Assert.Empty(NameRules.Check(expected));
    }

    [Fact]
    public void A_very_long_file_name_gives_a_usable_prefix() =>
        Assert.Empty(NameRules.Check(CIdentifier.FromModelName("7" + new string('a', 300))));

    [Theory]
    [InlineData("net.1", "MNV5001")]
    [InlineData("1net", "MNV5001")]
    [InlineData("", "MNV5001")]
    [InlineData("n\u00e9t", "MNV5001")]
    [InlineData("while", "MNV5002")]
    [InlineData("class", "MNV5002")]
    [InlineData("_net", "MNV5002")]
    [InlineData("mnv2", "MNV5002")]
    [InlineData("mnv2_kernels", "MNV5002")]
    [InlineData("arm_net", "MNV5002")]
    [InlineData("String", "MNV5002")]
    [InlineData("math", "MNV5002")]
    [InlineData("STDBIT", "MNV5002")]
    [InlineData("test", "MNV5002")]
    [InlineData("CMAKE", "MNV5002")]
    [InlineData("m", "MNV5002")]
    [InlineData("aux", "MNV5002")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg", "MNV5003")]
    public void Names_that_c_refuses_are_diagnosed_with_a_proposal(string name, string code)
    {
        var diagnostic = Assert.Single(NameRules.Check(name));

        Assert.Equal(code, diagnostic.Code);
        var proposal = diagnostic.Help.Split(' ')[^1];
        Assert.Empty(NameRules.Check(proposal));
    }

    /// <summary>Asks the compilers that are here for every header that a bare name finds.</summary>
    [SkippableTheory]
    [InlineData("gcc")]
    [InlineData("arm-none-eabi-gcc")]
    public void No_model_hides_a_header_of_the_compiler(string compiler)
    {
        using var folder = new TemporaryFolder();
        var said = Tool.Run(folder.FullPath, "sh", "-c", $"{compiler} -xc -E -v /dev/null 2>&1 || exit 77");
        var headers = said.Split('\n').SkipWhile(l => !l.StartsWith("#include <", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => l.StartsWith(' ')).Select(l => l.Trim()).Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "*.h")).Select(f => Path.GetFileNameWithoutExtension(f)!)
            // Headers of processors that are no Cortex-M, and of programs that somebody installed for the host.
            .Where(h => Standard.Contains(h) || compiler != "gcc")
            .Where(h => CIdentifier.IsIdentifier(h) && !h.StartsWith("arm_", StringComparison.Ordinal)).Distinct().ToArray();

        Assert.True(headers.Length > 20, $"{headers.Length} headers");
        Assert.All(headers, h => Assert.True(CIdentifier.IsReserved(h), $"{h}.h is not reserved"));
    }

    private static readonly HashSet<string> Standard = [.. Headers.C.Split([' ', '\n', '\r']), .. Headers.Posix.Split([' ', '\n', '\r'])];

    [SkippableFact]
    public void A_model_called_like_a_header_compiles_and_leaves_the_header_alone()
    {
        using var folder = new TemporaryFolder();
        var planned = TinyPrograms.ConvolutionAndSum();
        foreach (var name in new[] { "string", "stdint", "stddef", "math", "time", "limits", "signal" })
        {
            var request = TinyPrograms.Request(planned) with { Name = CIdentifier.FromModelName(name) };
            Compiler.Compile(request).Sound().Files.WriteTo(folder.FullPath);
            Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-I.", "-c", $"model_{name}.c", $"model_{name}_weights.c"]);
        }

        Assert.DoesNotContain(Directory.GetFiles(folder.FullPath).Select(Path.GetFileName), f => f is "string.h" or "stdint.h" or "math.h");
    }
}

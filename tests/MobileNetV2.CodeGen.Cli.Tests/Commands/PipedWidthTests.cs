using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>Who pipes into a file or a page of a log reads it later in a window: no line is wider than 120 columns.</summary>
public sealed class PipedWidthTests : IDisposable
{
    private const int Widest = 120;

    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("targets")]
    [InlineData("operators")]
    [InlineData("heads")]
    [InlineData("inspect MODEL")]
    [InlineData("plan MODEL --target cortex-m4")]
    [InlineData("plan MODEL --target stm32l4r5 --schedule layers")]
    [InlineData("plan MODEL --target stm32h743 --schedule stream --input-mode rows")]
    [InlineData("bench MODEL --target stm32l4r5 --wait-states 5")]
    [InlineData("bench MODEL --target cortex-m3 --target stm32h743 --kernels cmsis-nn")]
    [InlineData("explore --board stm32l4r5 --widths 0.1,0.35 --resolutions 32,64")]
    [InlineData("compile MODEL --target stm32l4r5 --output OUT")]
    [InlineData("compile MODEL --target cortex-m4 --emit all --harness --output OUT")]
    [InlineData("verify MODEL --target host")]
    [InlineData("run MODEL --input INPUT")]
    [InlineData("export MODEL --output OUT.json")]
    public void No_line_is_too_wide(string line)
    {
        string[] args = [.. line.Split(' ').Select(a => a
            .Replace("MODEL", _network.Path, StringComparison.Ordinal)
            .Replace("INPUT", a == "INPUT" ? _network.Input() : "", StringComparison.Ordinal)
            .Replace("OUT", _network.Folder.File("out"), StringComparison.Ordinal))];

        AssertFits(CliResult.Any(args));
    }

    /// <summary>Long names of tensors, shapes and types, and operators that need a message.</summary>
    [SkippableTheory]
    [InlineData("mobilenet_v2_1.0_224_int8")]
    [InlineData("ssd_mobilenet_v2_fpnlite_035_192")]
    [InlineData("deeplabv3_hardswish_small")]
    [InlineData("voice_16x8")]
    public void Nor_of_a_real_network(string model)
    {
        var path = SharedData.Require("models", model + ".tflite");

        AssertFits(CliResult.Any("inspect", path));
        AssertFits(CliResult.Any("plan", path, "--target", "stm32h743", "--schedule", "layers"));
    }

    private static void AssertFits(CliResult result)
    {
        Assert.NotEqual("", result.Out);
        Assert.All(result.Out.Split('\n').Where(l => !IsCommand(l)), l => Assert.True(l.Length <= Widest, $"{l.Length} columns: {l}"));
    }

    /// <summary>What somebody copies into a shell or a build file stays in one line.</summary>
    private static bool IsCommand(string line) =>
        line.Contains("mnv2c ", StringComparison.Ordinal) || line.Contains("gcc ", StringComparison.Ordinal)
        || line.TrimStart().StartsWith("zephyr:", StringComparison.Ordinal);
}

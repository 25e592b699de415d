using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>The way of docs/first-model-on-a-board.md, with this machine as the board.</summary>
public sealed class CompareDumpCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [SkippableTheory]
    [InlineData("layers")]
    [InlineData("stream")]
    public void What_a_board_prints_is_equal_until_a_step_goes_wrong(string schedule)
    {
        var input = _network.Input();
        var log = RunOnBoard(input, schedule);
        var lines = log.Split('\n');
        var spoilt = Array.FindIndex(lines, 2, l => l.StartsWith("mnv2: tensor", StringComparison.Ordinal));
        lines[spoilt] = lines[spoilt][..^8] + "00000000";

        var good = CliResult.Of("compare-dump", _network.Path, _network.Folder.Write("uart.log", log), "--input", input);
        var bad = CliResult.Of("compare-dump", _network.Path, _network.Folder.Write("bad.log", string.Join('\n', lines)), "--input", input);

        Assert.Matches(@"^\d+ tensors equal\n$", good.Out);
        Assert.Equal(ExitCode.Success, good.ExitCode);
        Assert.Matches(
            @"^[1-9]\d* tensors? equal, then\nDIFFERENT: step \d+ [A-Z0-9_]+, tensor %\d+ '.+': "
                + @"its CRC should be [0-9a-f]{8}, the board has 00000000\n$", bad.Out);
        Assert.Equal(ExitCode.Failure, bad.ExitCode);
    }

    [Fact]
    public void Printed_data_name_the_element()
    {
        var dump = _network.Folder.File("tensors");
        CliResult.Of("run", _network.Path, "--input", _network.Input(), "--output", _network.Folder.File("out.bin"), "--dump", dump);
        var output = File.ReadAllBytes(_network.Folder.File("out.bin"));
        var id = OutputId(dump);
        output[2] ^= 1;
        var log =
            $"noise\n[12:00] mnv2: tensor 60 {id} 3 12345678\r\nmnv2: data {Convert.ToHexString(output[..1])}\nmnv2: data "
                + $"{Convert.ToHexString(output[1..])}\n";

        var result = CliResult.Of("compare-dump", _network.Path, _network.Folder.Write("uart.log", log), "--input", _network.Input());

        Assert.Contains("step 60 SOFTMAX, tensor ", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"element 2 should be -?\d+, the board has -?\d+; 1 of 3 differ, by at most 1\n$", result.Out);
    }

    [Theory]
    [InlineData("mnv2: tensor 1 99999 16 00000000", "this network has no such tensor")]
    [InlineData("mnv2: tensor 1 0 16 00000000", "the board has 16 bytes, the network 768")]
    public void A_tensor_of_another_network_is_told(string line, string message)
    {
        var result = CliResult.Of("compare-dump", _network.Path, _network.Folder.Write("uart.log", line), "--input", _network.Input());

        Assert.Contains(message, result.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
    }

    private static string OutputId(string dump)
    {
        using var list = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(dump, "tensors.json")));
        return list.RootElement.EnumerateArray().Last().GetProperty("tensor").GetRawText();
    }

    private string RunOnBoard(string input, string schedule)
    {
        Tool.Require("gcc");
        var folder = _network.Folder;
        CliResult.Of("compile", _network.Path, "--target", "host", "--schedule", schedule, "--output", folder.File("gen"));
        var guide = File.ReadAllText(Golden.FromCheckout("docs/first-model-on-a-board.md"));
        folder.Write("trace.h", CodeBlock(guide, "/* trace.h */"));
        folder.Write("main.c", """
            #include <stdio.h>
            #include "tiny.h"
            int main(void)
            {
                return fread(tiny_input(), 1, TINY_INPUT_BYTES, stdin) == TINY_INPUT_BYTES ? (int)tiny_invoke() : 9;
            }
            """);
        folder.Write("trace.c", CodeBlock(guide, "/* trace.c */"));
        var sources = Directory.GetFiles(folder.File("gen"), "*.c").Order(StringComparer.Ordinal);
        Tool.Run(folder.FullPath, "gcc",
        [
            .. Tool.StrictC11, "-O1", "-include", folder.File("trace.h"), "-I", folder.File("gen"), "main.c", "trace.c", .. sources,
            "-lm", "-o", "board",
        ]);
        return Tool.Run(folder.FullPath, "sh", "-c", $"./board < {input}");
    }

    private static string CodeBlock(string guide, string firstLine)
    {
        var start = guide.IndexOf(firstLine, StringComparison.Ordinal);
        Assert.True(start >= 0, $"the guide has no code that begins with {firstLine}");
        return guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
    }
}

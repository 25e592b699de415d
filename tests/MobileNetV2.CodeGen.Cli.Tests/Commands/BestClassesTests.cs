using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>What the header of a classifier offers beside the inference, as C compiles it.</summary>
public sealed class BestClassesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_best_classes_are_those_of_a_search_one_by_one()
    {
        Tool.Require("gcc");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "9", "--output", _folder.File("net.json"));
        CliResult.Of("compile", _folder.File("net.json"), "--target", "host", "--output", _folder.File("gen"));
        _folder.Write("main.c", """
            #include "net.h"

            /* The best class that is not taken yet. */
            static size_t next_best(const int8_t *scores, const int *taken)
            {
                size_t best = NET_CLASS_COUNT;
                for (size_t i = 0; i < NET_CLASS_COUNT; ++i)
                {
                    if (!taken[i] && (best == NET_CLASS_COUNT || scores[i] > scores[best]))
                    {
                        best = i;
                    }
                }
                return best;
            }

            int main(void)
            {
                uint32_t seed = 1;
                for (int round = 0; round < 20000; ++round)
                {
                    int8_t scores[NET_CLASS_COUNT];
                    for (size_t i = 0; i < NET_CLASS_COUNT; ++i)
                    {
                        seed = seed * 1664525U + 1013904223U;
                        scores[i] = (int8_t)((int)(seed >> 24) % (round % 2 ? 3 : 256) - 128);
                    }
                    const size_t count = (size_t)round % (NET_CLASS_COUNT + 1);
                    size_t classes[NET_CLASS_COUNT + 1];
                    classes[count] = 77;
                    net_best_classes(scores, classes, count);
                    int taken[NET_CLASS_COUNT] = {0};
                    if (net_best_class(scores) != next_best(scores, taken) || classes[count] != 77)
                    {
                        return 1;
                    }
                    for (size_t i = 0; i < count; ++i)
                    {
                        if (classes[i] != next_best(scores, taken))
                        {
                            return 2;
                        }
                        taken[classes[i]] = 1;
                    }
                }
                return 0;
            }
            """);

        Tool.Run(_folder.FullPath, "gcc", [.. Tool.StrictC11, "-O1", "-fsanitize=address,undefined", "-I", _folder.File("gen"),
            "main.c", "-o", "program"]);

        Tool.Run(_folder.FullPath, _folder.File("program"));
    }

    [Fact]
    public void The_header_says_what_a_byte_of_a_picture_becomes()
    {
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "9", "--output", _folder.File("net.json"));
        CliResult.Of("compile", _folder.File("net.json"), "--target", "stm32l4r5", "--output", _folder.File("gen"));

        Assert.Matches(@" \* From a picture's bytes 0\.\.255: value = byte - 128, which covers -1 to 0\.99\d+\.",
            File.ReadAllText(_folder.File("gen/net.h")));
    }

    [Fact]
    public void A_plan_for_a_board_tells_the_time_and_how_sure_that_is()
    {
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "9", "--output", _folder.File("net.json"));

        var board = CliResult.Of("plan", _folder.File("net.json"), "--target", "stm32l4r5").Out;
        var core = CliResult.Of("plan", _folder.File("net.json"), "--target", "cortex-m4").Out;

        Assert.Matches(
            @"\ntime     about [0-9.]+ ms at 120 MHz, [0-9,.]+ inferences per second; "
                + @"estimated as 1\.35 cycles for an instruction, \+-25 %,\s+without wait states\n", board);
        Assert.Matches(@"\ntime     about [0-9.]+ million cycles; ", core);
        Assert.Matches(@"\n +0  CONV_2D .* \d+\.\d %", board);
        Assert.DoesNotContain("time     ", CliResult.Of("plan", _folder.File("net.json"), "--target", "host").Out,
            StringComparison.Ordinal);
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Heads;

/// <summary>A head that somebody has written outside of this library, as docs/heads.md shows it.</summary>
public sealed class OwnHeadTests
{
    [SkippableTheory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task Its_C_is_held_against_its_reference(string target)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 1, 24, 1), 1 / 256f, -128));
        var request = Networks.Request(graph, target);

        await Networks.MustBeExact(request with
        {
            Compile = request.Compile with { Head = new LineHead(24, 4) },
            Sanitize = target == "host",
            RandomCases = 20,
        });
    }

    /// <summary>Where a line crosses the picture: the mean place of scores, weighted by them.</summary>
    /// <param name="columns">Places of the network's output, one byte each.</param>
    /// <param name="step">Pixels of the picture for each of them.</param>
    private sealed class LineHead(int columns, int step) : Head
    {
        private const string Source = """
            #include "mnv2_heads.h"

            int32_t find_line(const int8_t *scores, int32_t columns, int32_t step, mnv2_point *points);

            int32_t find_line(const int8_t *scores, int32_t columns, int32_t step, mnv2_point *points)
            {
                int32_t sum = 0, weighted = 0;
                for (int32_t x = 0; x < columns; x++)
                {
                    sum += scores[x] + 128;
                    weighted += (scores[x] + 128) * (2 * x + 1);
                }
                if (sum == 0)
                {
                    return 0;
                }
                points[0] = (mnv2_point){.x = weighted * step * 8 / sum, .score = sum};
                return 1;
            }

            """;

        public override HeadShape Shape => new("mnv2_point", ItemWords: 5, "points", Most: 1);

        public override HeadCode Code => new(
            Sources: [],
            Tables: [],
            Rule: ["int32_t find_line(const int8_t *scores, int32_t columns, int32_t step, mnv2_point *points);"],
            Call: [$"answer->count = find_line(output_0, {columns}, {step}, answer->points);"],
            WorstCase: $"{columns} places")
        {
            OwnSources = [("find_line.c", Source)],
        };

        public override IHeadSession Start() => new Session(columns, step);

        private sealed class Session(int columns, int step) : IHeadSession
        {
            public HeadAnswer Read(IReadOnlyList<byte[]> outputs)
            {
                int[] scores = [.. outputs[0].Take(columns).Select(b => unchecked((sbyte)b) + 128)];
                var (sum, weighted) = (scores.Sum(), scores.Select((s, x) => s * ((2 * x) + 1)).Sum());
                return new(sum == 0 ? [] : [new FoundPoint(weighted * step * 8 / sum, 0, 0, sum)]);
            }
        }
    }
}

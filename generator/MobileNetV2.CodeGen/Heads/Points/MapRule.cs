using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A heat map: <c>mnv2_map_rule</c>.</summary>
/// <param name="First">Channels before it are background.</param>
/// <param name="Threshold">In 32768ths.</param>
/// <param name="RowStep">Of the map, in sixteenths of a pixel.</param>
internal sealed record MapRule(
    int Rows, int Columns, int Channels, int First, int Threshold, int Most, int RowStep, int ColumnStep, ImmutableArray<int> Scores)
{
    public static MapRule Of(HeadScope scope, Tensor map, int first, int threshold, int most, string? kind) => new(
        map.Shape.Height,
        map.Shape.Width,
        map.Shape.Channels,
        first,
        Math.Max(1, threshold),
        most,
        scope.End.Height / map.Shape.Height,
        scope.End.Width / map.Shape.Width,
        ScoreTable.Of(map, kind, "logistic").Values);

    public HeadCode Code(string function)
    {
        var code = new HeadCodeBuilder();
        var scores = code.Table("scores", Scores);
        return new HeadCode(
            ["mnv2_points.c"],
            code.Tables,
            [HeadCodeBuilder.Rule("mnv2_map_rule", Rows, Columns, Channels, First, Threshold, Most, RowStep, ColumnStep, scores)],
            [$"answer->count = {function}(&head_rule, output_0, answer->points);"],
            HeadCodeBuilder.Text($"{Rows} * {Columns} * {Channels} places, 18 neighbours of each"));
    }

    public int Element(byte[] map, int y, int x, int c) => ScoreTable.Element(map, (((y * Columns) + x) * Channels) + c);

    public int Score(byte[] map, int y, int x, int c) => Scores[Element(map, y, x, c) + 128];

    /// <summary>The place and its neighbours, row by row.</summary>
    public IEnumerable<(int Y, int X)> Around(int y, int x)
    {
        for (var row = Math.Max(0, y - 1); row <= Math.Min(Rows - 1, y + 1); row++)
        {
            for (var column = Math.Max(0, x - 1); column <= Math.Min(Columns - 1, x + 1); column++)
                yield return (row, column);
        }
    }
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>What the events of a stage write in one piece, or read in one piece of a row: the same columns in every row.</summary>
/// <param name="Rows">In ascending order.</param>
/// <param name="RowPixels">From one row to the next.</param>
/// <param name="Columns">Of each tile, in ascending order.</param>
internal sealed record LineAccesses(int[] Rows, int RowPixels, (int First, int Count)[] Columns)
{
    /// <summary>All accesses of <paramref name="chain"/> to a line.</summary>
    public static IEnumerable<LineAccesses> Of(StreamChain chain, TensorId line)
    {
        foreach (var stage in chain.Stages)
        {
            if (stage.Operator.Output == line && !stage.Accumulates)
                yield return Written(stage);
            if (stage.Inputs.Contains(line))
                yield return Read(stage);
        }
    }

    /// <summary>How far beyond the end of a ring those of a row reach; 0 when it splits none.</summary>
    public int Slack(int row, int ringPixels)
    {
        var slack = 0;
        // Where the ring's first pixel was last, before the column.
        var begin = -(int)((long)row * RowPixels % ringPixels);
        foreach (var (first, count) in Columns)
        {
            while (first - begin >= ringPixels)
                begin += ringPixels;
            slack = Math.Max(slack, first - begin + count - ringPixels);
        }

        return slack;
    }

    private static LineAccesses Written(StreamStage stage) => new(
        [.. Enumerable.Range(0, stage.Rows.OutputLength)],
        stage.Columns.OutputLength,
        [.. Tiles(stage).Select(column => (column, stage.TileWidth))]);

    private static LineAccesses Read(StreamStage stage) => new(
        [.. Enumerable.Range(0, stage.Rows.OutputLength).SelectMany(stage.Rows.Reads).Distinct().Order()],
        stage.Columns.InputLength,
        [
            .. Tiles(stage).Select(column => stage.ColumnsRead(column, column + stage.TileWidth)).Where(c => c.First < c.End)
                .Select(c => (c.First, c.End - c.First)),
        ]);

    /// <summary>Their first columns.</summary>
    private static IEnumerable<int> Tiles(StreamStage stage)
    {
        for (var column = 0; column < stage.Columns.OutputLength; column += stage.TileWidth)
            yield return column;
    }
}

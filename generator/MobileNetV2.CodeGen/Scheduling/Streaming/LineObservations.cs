using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Notes, while a chain plays, how many pixels of each tensor are alive at once and which runs of them are accessed in one
/// piece.</summary>
internal sealed class LineObservations
{
    /// <summary>Runs looked at to find one ring; then the best so far is taken. For pictures a thousandth is enough.</summary>
    private const long MostLookedAt = 20_000_000;

    private readonly StreamState _state;
    private readonly StreamChain _chain;
    private readonly int[] _capacity;
    private readonly List<(int First, int Count)>?[] _runs;

    /// <summary>For each stage and row of its input, the output row that read it first; -1 before.</summary>
    private readonly int[][] _firstReader;

    public LineObservations(StreamState state, StreamChain chain)
    {
        _state = state;
        _chain = chain;
        _capacity = new int[state.Tensors.Length];
        _runs = [.. state.Tensors.Select(t => chain.Lines.Contains(t.Id) ? new List<(int, int)>() : null)];
        _firstReader = [.. chain.Stages.Select(s => Enumerable.Repeat(-1, s.Rows.InputLength).ToArray())];
    }

    /// <summary>To be called for each event as <see cref="StreamSimulator.Play"/> gives it.</summary>
    public void Add(StreamEvent e)
    {
        if (_state.WrittenBy(e) is >= 0 and var written)
        {
            // What is written needs a place, though nobody may ever read it: windows can lie in the padding as a whole.
            var isRun = e.Stage == StreamEvent.Push || !_chain.Stages[e.Stage].Accumulates;
            var run = isRun ? e.EndColumn - e.FirstColumn : 1;
            _capacity[written] = Math.Max(_capacity[written], Math.Max(run, _state.Produced[written] - _state.Floor[written]));
            if (isRun)
                _runs[written]?.Add(((e.Row * RowOf(e, _state.Tensors[written])) + e.FirstColumn, run));
        }

        if (e.Stage == StreamEvent.Push)
            return;
        var stage = _chain.Stages[e.Stage];
        var (first, end) = stage.ColumnsRead(e.FirstColumn, e.EndColumn);
        if (first >= end)
            return;
        var firstReader = _firstReader[e.Stage];
        foreach (var row in stage.Rows.Reads(e.Row))
        {
            // The columns of a tile are the same in every row: what was read for an earlier row is known.
            if (firstReader[row] < 0)
                firstReader[row] = e.Row;
            if (firstReader[row] != e.Row)
                continue;
            foreach (var input in _state.InputsOf(e.Stage))
                _runs[input]?.Add(((row * stage.Columns.InputLength) + first, end - first));
        }
    }

    /// <summary>The rings of the line tensors, and of the pushed source unless its readers take every row straight from the
    /// caller.</summary>
    public ImmutableSortedDictionary<TensorId, LineRing> Rings()
    {
        var rings = _chain.Lines.ToImmutableSortedDictionary(id => id, Ring);
        return _chain.PushedSource is { } pushed && !_chain.TakesRowsDirectly(_state.Tensors[IndexOf(pushed)], _capacity[IndexOf(pushed)])
            ? rings.Add(pushed, Ring(pushed))
            : rings;
    }

    /// <summary>The ring with the least memory that splits no run.</summary>
    private LineRing Ring(TensorId id)
    {
        var index = IndexOf(id);
        var width = _state.Tensors[index].Shape.Width;
        var capacity = _capacity[index];
        // Two rows that are written as one stay together.
        var longest = _chain.Stages.Where(s => s.Operator.Output == id && !s.Accumulates).Select(s => s.TileWidth).FirstOrDefault();
        var together = Math.Max(width, longest);
        var wholeRows = (capacity + together - 1) / together * together;
        var best = new LineRing(wholeRows, 0);
        if (_chain.PushedSource == id || wholeRows == capacity || longest > width)
            return best;
        var runs = CollectionsMarshal.AsSpan(_runs[index]);
        long looked = 0;
        for (var pixels = capacity; pixels < best.TotalPixels && looked < MostLookedAt; pixels++)
        {
            var slack = Slack(runs, pixels, best.TotalPixels - pixels, ref looked);
            if (pixels + slack < best.TotalPixels)
                best = new LineRing(pixels, slack);
        }

        return best;
    }

    /// <summary>Pixels from one row of events to the next.</summary>
    private int RowOf(StreamEvent e, Tensor written) =>
        e.Stage == StreamEvent.Push ? written.Shape.Width : _chain.Stages[e.Stage].Columns.OutputLength;

    private int IndexOf(TensorId id) => Array.FindIndex(_state.Tensors, t => t.Id == id);

    /// <summary>Pixels to repeat behind a ring's end; <paramref name="tooMany"/> as soon as it is known to be as many.</summary>
    private static int Slack(ReadOnlySpan<(int First, int Count)> runs, int ringPixels, int tooMany, ref long looked)
    {
        var slack = 0;
        foreach (var (first, count) in runs)
        {
            looked++;
            slack = Math.Max(slack, (first % ringPixels) + count - ringPixels);
            if (slack >= tooMany)
                return tooMany;
        }

        return slack;
    }
}

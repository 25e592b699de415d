using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Notes, while a chain plays, how many pixels of each tensor are alive at once; the ring of a line is the least that holds so
/// many and splits nothing that is accessed in one piece.</summary>
internal sealed class LineObservations(StreamState state, StreamChain chain)
{
    /// <summary>Runs looked at to find one ring; then the best so far is taken. For pictures a thousandth is enough.</summary>
    private const long MostLookedAt = 20_000_000;

    private readonly int[] _capacity = new int[state.Tensors.Length];

    /// <summary>To be called for each event as <see cref="StreamSimulator"/> gives it.</summary>
    public void Add(StreamEvent e)
    {
        if (state.WrittenBy(e) is not (>= 0 and var written))
            return;
        // What is written needs a place, though nobody may ever read it: windows can lie in the padding as a whole.
        var run = e.Stage == StreamEvent.Push || !chain.Stages[e.Stage].Accumulates ? e.EndColumn - e.FirstColumn : 1;
        _capacity[written] = Math.Max(_capacity[written], Math.Max(run, state.Produced[written] - state.Floor[written]));
    }

    /// <summary>The rings of the line tensors, and of the pushed source unless its readers take every row straight from the
    /// caller.</summary>
    public ImmutableSortedDictionary<TensorId, LineRing> Rings()
    {
        var rings = chain.Lines.ToImmutableSortedDictionary(id => id, Ring);
        return chain.PushedSource is { } pushed && !chain.TakesRowsDirectly(state.Tensors[IndexOf(pushed)], _capacity[IndexOf(pushed)])
            ? rings.Add(pushed, Ring(pushed))
            : rings;
    }

    /// <summary>The ring with the least memory that splits no run.</summary>
    private LineRing Ring(TensorId id)
    {
        var index = IndexOf(id);
        var width = state.Tensors[index].Shape.Width;
        var capacity = _capacity[index];
        // Two rows that are written as one stay together.
        var longest = chain.Stages.Where(s => s.Operator.Output == id && !s.Accumulates).Select(s => s.TileWidth).FirstOrDefault();
        var together = Math.Max(width, longest);
        var wholeRows = (capacity + together - 1) / together * together;
        var best = new LineRing(wholeRows, 0);
        if (chain.PushedSource == id || wholeRows == capacity || longest > width)
            return best;
        ImmutableArray<LineAccesses> accesses = [.. LineAccesses.Of(chain, id)];
        long looked = 0;
        for (var pixels = capacity; pixels < best.TotalPixels && looked < MostLookedAt; pixels++)
        {
            var slack = Slack(accesses, pixels, best.TotalPixels - pixels, ref looked);
            if (pixels + slack < best.TotalPixels)
                best = new LineRing(pixels, slack);
        }

        return best;
    }

    private int IndexOf(TensorId id) => Array.FindIndex(state.Tensors, t => t.Id == id);

    /// <summary>Pixels to repeat behind a ring's end; <paramref name="tooMany"/> as soon as it is known to be as many.</summary>
    private static int Slack(ImmutableArray<LineAccesses> accesses, int ringPixels, int tooMany, ref long looked)
    {
        var slack = 0;
        foreach (var access in accesses)
        {
            foreach (var row in access.Rows)
            {
                looked += access.Columns.Length;
                slack = Math.Max(slack, access.Slack(row, ringPixels));
                if (slack >= tooMany)
                    return tooMany;
            }
        }

        return slack;
    }
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>How far each tensor of a chain is produced, and up to where it is dead, between two events.
/// Counts are pixels in raster order.</summary>
internal sealed class StreamState
{
    private const int Finished = -1;

    private readonly int[][] _inputs;
    private readonly int[] _outputs;
    private readonly int[][] _readers;
    private readonly StageProgress[] _progress;
    private readonly int[] _required;
    private readonly bool[] _accumulates;
    private readonly int[] _pixels;
    private readonly int _pushed;

    public StreamState(Graph graph, StreamChain chain)
    {
        Tensors = [.. chain.Sources.Concat(chain.Stages.Select(s => s.Operator.Output)).Select(id => graph[id])];
        var index = Tensors.Select((t, i) => (t.Id, i)).ToDictionary(p => p.Id, p => p.i);
        _inputs = [.. chain.Stages.Select(s => s.Inputs.Select(i => index[i]).ToArray())];
        _outputs = [.. chain.Stages.Select(s => index[s.Operator.Output])];
        _readers = Readers(_inputs, Tensors.Length);
        _progress = [.. chain.Stages.Select(s => new StageProgress(s))];
        _required = [.. _progress.Select(Required)];
        _accumulates = [.. chain.Stages.Select(s => s.Accumulates)];
        _pixels = Array.ConvertAll(Tensors, Pixels);
        _pushed = chain.PushedSource is { } p ? index[p] : -1;
        Produced = [.. _pixels.Select((pixels, t) => t < chain.Sources.Length && t != _pushed ? pixels : 0)];
        // Rows that nobody reads are dead before they are written.
        Floor = [.. _readers.Select((readers, t) => readers.Length == 0 ? 0 : FirstNeeded(t))];
        EventCount = chain.Stages.Sum(s => s.Tiles) + (_pushed < 0 ? 0 : Tensors[_pushed].Shape.Height);
    }

    /// <summary>The chain's sources, then the outputs of its stages in order.</summary>
    public Tensor[] Tensors { get; }

    /// <summary>Pixels [0, Produced) of a tensor have been written.</summary>
    public int[] Produced { get; }

    /// <summary>Pixels [0, Floor) of a tensor will not be read again by the chain.</summary>
    public int[] Floor { get; }

    /// <summary>Events from the beginning of the chain to its end.</summary>
    public int EventCount { get; }

    public int StageCount => _progress.Length;

    public bool AreAllFinished => Array.TrueForAll(_progress, p => p.IsFinished);

    public static int Pixels(Tensor tensor) => tensor.Shape.Height * tensor.Shape.Width;

    public int OutputOf(int stage) => _outputs[stage];

    public ReadOnlySpan<int> InputsOf(int stage) => _inputs[stage];

    /// <summary>The tensor that <paramref name="e"/> writes; -1 for an event that only accumulates.</summary>
    public int WrittenBy(StreamEvent e) => e.Stage == StreamEvent.Push ? _pushed
        : _accumulates[e.Stage] && !IsLast(e) ? -1
        : _outputs[e.Stage];

    /// <summary>The next event of a stage that is not finished.</summary>
    public StreamEvent Next(int stage)
    {
        var at = _progress[stage];
        return new(stage, at.Row, at.Column, at.Column + at.TileWidth);
    }

    /// <summary>The furthest downstream stage that <paramref name="e"/> can have made ready: a reader of what it wrote,
    /// or its own stage.</summary>
    public int LastAffected(StreamEvent e) =>
        Math.Max(e.Stage, WrittenBy(e) is >= 0 and var written && _readers[written] is [.., var reader] ? reader : 0);

    /// <summary>The furthest downstream stage, from <paramref name="from"/> on, whose next event can run; -1 when none can.</summary>
    /// <param name="waits">For each stage that cannot, becomes the lowest there ever was of the highest tensors that it lacked.</param>
    public int LastReady(int from, Span<int> waits)
    {
        for (var stage = from; stage >= 0; stage--)
        {
            var required = _required[stage];
            if (required == Finished)
                continue;
            var missing = -1;
            foreach (var tensor in _inputs[stage])
            {
                if (Produced[tensor] < required)
                    missing = Math.Max(missing, tensor);
            }

            if (missing < 0)
                return stage;
            if (!waits.IsEmpty && missing < waits[stage])
                waits[stage] = missing;
        }

        return -1;
    }

    /// <summary>The push of the next row, or null when nothing is left to push.</summary>
    public StreamEvent? NextPush()
    {
        if (_pushed < 0 || Produced[_pushed] == _pixels[_pushed])
            return null;
        var width = Tensors[_pushed].Shape.Width;
        return new StreamEvent(StreamEvent.Push, Produced[_pushed] / width, 0, width);
    }

    /// <summary>First half of an event: the pixels are written while everything that the event reads is still there.</summary>
    public void Write(StreamEvent e)
    {
        var written = WrittenBy(e);
        if (written >= 0)
            Produced[written] += e.Stage != StreamEvent.Push && _accumulates[e.Stage] ? _pixels[written] : e.EndColumn - e.FirstColumn;
    }

    /// <summary>Second half of an event: what it read last is dead.</summary>
    public void Retire(StreamEvent e)
    {
        if (e.Stage == StreamEvent.Push)
            return;
        var progress = _progress[e.Stage];
        progress.Advance();
        _required[e.Stage] = Required(progress);
        foreach (var tensor in _inputs[e.Stage])
            Floor[tensor] = FirstNeeded(tensor);
    }

    private static int Required(StageProgress stage) => stage.IsFinished ? Finished : stage.RequiredPixels;

    private int FirstNeeded(int tensor)
    {
        var first = int.MaxValue;
        foreach (var reader in _readers[tensor])
            first = Math.Min(first, _progress[reader].FirstNeededPixel);
        return first;
    }

    /// <summary>No event of the stage comes after it.</summary>
    public bool IsLast(StreamEvent e) => _progress[e.Stage].EndsAt(e.Row, e.EndColumn);

    /// <summary>The stages that read each tensor, in graph order.</summary>
    private static int[][] Readers(int[][] inputs, int tensors)
    {
        var readers = new List<int>[tensors];
        for (var t = 0; t < tensors; t++)
            readers[t] = [];
        for (var stage = 0; stage < inputs.Length; stage++)
        {
            foreach (var tensor in inputs[stage])
            {
                if (readers[tensor] is not [.., var last] || last != stage)
                    readers[tensor].Add(stage);
            }
        }

        return Array.ConvertAll(readers, r => r.ToArray());
    }
}

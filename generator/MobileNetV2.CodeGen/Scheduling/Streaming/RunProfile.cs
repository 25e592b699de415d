using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>What playing a run of stages once tells about every chain inside it: how long a line each tensor needs,
/// and how far below another it may be written.</summary>
/// <remarks>
/// The stage furthest downstream that can run, runs. So what runs downstream never delays what is upstream; and what is upstream delays a
/// stage only where the stage waits for nothing else. The events of a chain are then those of the run, less those of other stages.
/// <see cref="HoldsFor"/> tells where that is so.</remarks>
internal sealed class RunProfile
{
    private readonly StreamState _state;
    private readonly StreamChain _run;
    private readonly Dictionary<TensorId, int> _index;
    private readonly int[] _capacity;
    private readonly int[] _linePixels;
    private readonly int[] _bytesPerPixel;
    private readonly long[]?[] _distance;
    private readonly long[]?[] _extentAtLastUse;
    private readonly int[] _waits;

    private RunProfile(Graph graph, StreamChain run)
    {
        _run = run;
        _state = new StreamState(graph, run);
        var count = _state.Tensors.Length;
        _index = Enumerable.Range(0, count).ToDictionary(t => _state.Tensors[t].Id);
        _capacity = new int[count];
        _linePixels = new int[count];
        Array.Fill(_linePixels, -1);
        _bytesPerPixel = Array.ConvertAll(_state.Tensors, t => t.SizeBytes / StreamState.Pixels(t));
        _distance = new long[]?[count];
        _extentAtLastUse = new long[]?[count];
        _waits = new int[run.Stages.Length];
        Array.Fill(_waits, int.MaxValue);
    }

    /// <param name="stages">Consecutive in the order of the schedule, in the tiles that they would have.</param>
    /// <param name="pushedSource">The source that the caller pushes row by row, or null.</param>
    public static RunProfile Of(Graph graph, ImmutableArray<StreamStage> stages, TensorId? pushedSource)
    {
        var profile = new RunProfile(graph, StreamChain.Of(stages, _ => false, pushedSource));
        profile.Play();
        return profile;
    }

    /// <summary>The caller's rows are kept in a line buffer.</summary>
    public bool BuffersPushedSource =>
        _run.PushedSource is { } id && !_run.TakesRowsDirectly(_state.Tensors[_index[id]], _capacity[_index[id]]);

    /// <summary>About what the tensor's ring takes, pixels behind its end included; the ring itself is chosen when the chain is.</summary>
    public long LineBytes(TensorId id)
    {
        var index = _index[id];
        if (_linePixels[index] < 0)
            _linePixels[index] = LinePixels(_state.Tensors[index], _capacity[index]);
        return (long)_linePixels[index] * _bytesPerPixel[index];
    }

    /// <summary>How far below a source a tensor would have to begin if it were written whole.</summary>
    public long Distance(TensorId result, TensorId source) =>
        _index[source] >= _index[result] ? long.MaxValue
            : _distance[_index[result]] is { } distance ? distance[_index[source]] : TensorOverlap.Anywhere;

    /// <summary>How far below a line a tensor must begin if it is written whole:
    /// what is written of it when the line is read last.</summary>
    public long ExtentAtLastUse(TensorId line, TensorId result) => _extentAtLastUse[_index[line]]?[_index[result]] ?? long.MaxValue;

    /// <summary>Whether a chain that begins at stage <paramref name="first"/> has the events that it has here.</summary>
    /// <param name="end">The stage behind its last.</param>
    public bool HoldsFor(int first, int end)
    {
        var made = first + _run.Sources.Length;
        return first == 0 || !_waits.AsSpan(first + 1, end - first - 1).ContainsAnyInRange(0, made - 1);
    }

    private void Play()
    {
        var dead = new long[_state.Tensors.Length];
        var before = StreamEvent.Push;
        for (var play = new StreamSimulator(_state, _waits); play.Next();)
        {
            var e = play.Current;
            NoteDead(before, dead);
            NoteLastUses(e);
            before = e.Stage;
            if (_state.WrittenBy(e) is not (>= 0 and var written))
                continue;
            _capacity[written] = Math.Max(_capacity[written], _state.Produced[written] - _state.Floor[written]);
            NoteDistances(DistancesOf(written), (long)_state.Produced[written] * _bytesPerPixel[written], dead);
        }
    }

    /// <summary>Of what is written alone: a stage that joins thousands of tensors has as many sources.</summary>
    private long[] DistancesOf(int written) =>
        _distance[written] ??= [.. Enumerable.Repeat((long)TensorOverlap.Anywhere, written)];

    /// <summary>Up to which byte the inputs of a stage are dead; what is dead as a whole is in nobody's way.</summary>
    private void NoteDead(int stage, long[] dead)
    {
        if (stage == StreamEvent.Push)
            return;
        foreach (var input in _state.InputsOf(stage))
        {
            var bytes = (long)_state.Floor[input] * _bytesPerPixel[input];
            dead[input] = bytes < _state.Tensors[input].SizeBytes ? bytes : long.MaxValue / 2;
        }
    }

    /// <summary>Asked for every tile about every tensor before it, so for several at once.</summary>
    private static void NoteDistances(Span<long> distance, long end, ReadOnlySpan<long> dead)
    {
        var ends = Vector128.Create(end);
        for (; distance.Length >= Vector128<long>.Count; distance = distance[Vector128<long>.Count..], dead = dead[Vector128<long>.Count..])
            Vector128.Max(Vector128.Create((ReadOnlySpan<long>)distance), ends - Vector128.Create(dead)).CopyTo(distance);
        for (var t = 0; t < distance.Length; t++)
            distance[t] = Math.Max(distance[t], end - dead[t]);
    }

    private void NoteLastUses(StreamEvent e)
    {
        if (e.Stage == StreamEvent.Push || !_state.IsLast(e))
            return;
        long[] extents = [.. _state.Produced.Select((pixels, t) => (long)pixels * _bytesPerPixel[t])];
        foreach (var input in _state.InputsOf(e.Stage))
            _extentAtLastUse[input] = extents;
    }

    private int LinePixels(Tensor tensor, int capacity)
    {
        var written = tensor.Shape.Width;
        var slack = 0;
        foreach (var stage in _run.Stages)
        {
            if (stage.Operator.Output == tensor.Id && !stage.Accumulates)
                written = stage.TileWidth;
        }

        foreach (var reader in _run.Stages.Where(s => s.Inputs.Contains(tensor.Id)))
        {
            var (first, end) = reader.ColumnsRead(0, reader.TileWidth);
            if (!reader.IsPixelwise || reader.TileWidth != written)
                slack = Math.Max(slack, end - first + (reader.Expansion is null ? (int)Math.Max(0, -reader.Columns.First(0)) : 0) - 1);
        }

        var wholeRows = RoundUp(capacity, Math.Max(tensor.Shape.Width, written));
        return Math.Min(wholeRows, RoundUp(capacity, written) + slack);
    }

    private static int RoundUp(int value, int multiple) => (int)Math.Min(int.MaxValue, ((long)value + multiple - 1) / multiple * multiple);
}

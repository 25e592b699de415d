using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>What one simulation of a chain tells about every tensor in it, as if each could be a line buffer or a result.</summary>
internal sealed class ChainProfile
{
    private readonly Graph _graph;
    private readonly Dictionary<TensorId, int> _linePixels;
    private readonly Dictionary<(TensorId Result, TensorId Source), int> _distance;

    private ChainProfile(
        Graph graph,
        ImmutableArray<TensorId> sources,
        bool buffersPushedSource,
        Dictionary<TensorId, int> linePixels,
        Dictionary<(TensorId Result, TensorId Source), int> distance)
    {
        _graph = graph;
        Sources = sources;
        BuffersPushedSource = buffersPushedSource;
        _linePixels = linePixels;
        _distance = distance;
    }

    public ImmutableArray<TensorId> Sources { get; }

    /// <summary>The rows that the caller pushes are kept in a line buffer.</summary>
    public bool BuffersPushedSource { get; }

    /// <summary>About what the tensor's ring takes, pixels behind its end included; the ring itself is chosen when the chain is.</summary>
    public int LineBytes(TensorId id) => checked(_linePixels[id] * (_graph[id].SizeBytes / StreamState.Pixels(_graph[id])));

    /// <summary>How far below a source a tensor would have to begin if it were written whole.</summary>
    public int Distance(TensorId result, TensorId source) => _distance.GetValueOrDefault((result, source), StreamOverlap.Anywhere);

    public static ChainProfile Of(Graph graph, StreamChain chain)
    {
        var state = new StreamState(graph, chain);
        var count = state.Tensors.Length;
        var capacity = new int[count];
        var distance = new int[count, chain.Sources.Length];
        for (var t = 0; t < count; t++)
        {
            for (var s = 0; s < chain.Sources.Length; s++)
                distance[t, s] = StreamOverlap.Anywhere;
        }

        var bytesPerPixel = Array.ConvertAll(state.Tensors, t => t.SizeBytes / StreamState.Pixels(t));
        foreach (var e in StreamSimulator.Play(state, chain))
        {
            if (state.WrittenBy(e) is not (>= 0 and var written))
                continue;
            capacity[written] = Math.Max(capacity[written], state.Produced[written] - state.Floor[written]);
            for (var s = 0; s < chain.Sources.Length; s++)
            {
                if (s != written && state.Floor[s] < StreamState.Pixels(state.Tensors[s]))
                    distance[written, s] = Math.Max(distance[written, s], (state.Produced[written] * bytesPerPixel[written]) - (state.Floor[s] * bytesPerPixel[s]));
            }
        }

        var pushed = chain.PushedSource is { } id ? Array.FindIndex(state.Tensors, t => t.Id == id) : -1;
        var buffersPushed = pushed >= 0 && !chain.TakesRowsDirectly(state.Tensors[pushed], capacity[pushed]);
        var lines = Enumerable.Range(0, count).ToDictionary(
            t => state.Tensors[t].Id,
            t => LinePixels(chain, state.Tensors[t], capacity[t]));
        var distances = Enumerable.Range(0, count)
            .SelectMany(t => chain.Sources.Select((source, s) => (Key: (state.Tensors[t].Id, source), Bytes: distance[t, s])))
            .ToDictionary(d => d.Key, d => d.Bytes);
        return new(graph, chain.Sources, buffersPushed, lines, distances);
    }

    private static int LinePixels(StreamChain chain, Tensor tensor, int capacity)
    {
        var wholeRows = RoundUp(capacity, tensor.Shape.Width);
        var written = chain.Stages.FirstOrDefault(s => s.Operator.Output == tensor.Id)?.TileWidth ?? tensor.Shape.Width;
        var slack = 0;
        foreach (var reader in chain.Stages.Where(s => s.Inputs.Contains(tensor.Id)))
        {
            var (first, end) = reader.ColumnsRead(0, reader.TileWidth);
            if (!reader.IsPixelwise || reader.TileWidth != written)
                slack = Math.Max(slack, end - first + Math.Max(0, -reader.Columns.First(0)) - 1);
        }

        return Math.Min(wholeRows, RoundUp(capacity, written) + slack);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}

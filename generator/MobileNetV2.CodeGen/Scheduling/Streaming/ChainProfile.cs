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
        Dictionary<TensorId, int> linePixels,
        Dictionary<(TensorId Result, TensorId Source), int> distance)
    {
        _graph = graph;
        Sources = sources;
        _linePixels = linePixels;
        _distance = distance;
    }

    public ImmutableArray<TensorId> Sources { get; }

    /// <summary>Pixels that the tensor's ring must hold; a multiple of the row when tiles are whole rows, so that rows stay contiguous.</summary>
    public int LinePixels(TensorId id) => _linePixels[id];

    /// <inheritdoc cref="LinePixels"/>
    public int LineBytes(TensorId id) => checked(_linePixels[id] * (_graph[id].SizeBytes / StreamState.Pixels(_graph[id])));

    /// <summary>How far below a source a tensor would have to begin if it were written whole.</summary>
    public int Distance(TensorId result, TensorId source) => _distance.GetValueOrDefault((result, source), StreamOverlap.Anywhere);

    public static ChainProfile Of(Graph graph, StreamChain chain, int tileWidth = StreamSimulator.WholeRows)
    {
        var state = new StreamState(graph, chain);
        var count = state.Tensors.Length;
        var capacity = new int[count];
        var distance = new Dictionary<(TensorId, TensorId), int>();
        var bytesPerPixel = Array.ConvertAll(state.Tensors, t => t.SizeBytes / StreamState.Pixels(t));
        var sources = Enumerable.Range(0, chain.Sources.Length).ToArray();
        foreach (var e in StreamSimulator.Play(state, chain, tileWidth))
        {
            if (state.WrittenBy(e) is not (>= 0 and var written))
                continue;
            capacity[written] = Math.Max(capacity[written], state.Produced[written] - state.Floor[written]);
            foreach (var s in sources.Where(s => s != written))
            {
                if (state.Floor[s] == StreamState.Pixels(state.Tensors[s]))
                    continue;
                var key = (state.Tensors[written].Id, state.Tensors[s].Id);
                var gap = (state.Produced[written] * bytesPerPixel[written]) - (state.Floor[s] * bytesPerPixel[s]);
                distance[key] = distance.TryGetValue(key, out var known) ? Math.Max(known, gap) : gap;
            }
        }

        var lines = Enumerable.Range(0, count).ToDictionary(
            t => state.Tensors[t].Id,
            t => RingPixels(state.Tensors[t].Shape.Width, capacity[t], tileWidth));
        return new(graph, chain.Sources, lines, distance);
    }

    private static int RingPixels(int width, int pixels, int tileWidth) =>
        tileWidth >= width ? (pixels + width - 1) / width * width : pixels;
}

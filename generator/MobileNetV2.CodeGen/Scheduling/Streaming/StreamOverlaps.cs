using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Replays a chain's events and finds which of its tensors may share bytes.</summary>
/// <remarks>
/// Pixels are produced and die in raster order, so three kinds of sharing can be proved: over the dead beginning of a source, under the part
/// of a result that is not written yet, and between line buffers that are never alive together.
/// </remarks>
internal static class StreamOverlaps
{
    public static ImmutableArray<StreamOverlap> Find(
        Graph graph, StreamChain chain, IReadOnlyList<StreamEvent> events, ImmutableSortedDictionary<TensorId, LineRing> lines)
    {
        var state = new StreamState(graph, chain);
        var count = state.Tensors.Length;
        var bytesPerPixel = Array.ConvertAll(state.Tensors, t => t.SizeBytes / StreamState.Pixels(t));
        var extent = new int[count];
        var (first, last) = (new int[count], new int[count]);
        Array.Fill(first, -1);
        var wholeSources = Enumerable.Range(0, chain.Sources.Length).Where(s => chain.Sources[s] != chain.PushedSource).ToArray();
        var distance = new int[count, wholeSources.Length];
        for (var t = 0; t < count; t++)
        {
            for (var s = 0; s < wholeSources.Length; s++)
                distance[t, s] = StreamOverlap.Anywhere;
        }

        var extentAtLastUse = new int[count][];
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            state.Write(e);
            if (state.WrittenBy(e) is >= 0 and var written)
            {
                first[written] = first[written] < 0 ? i : first[written];
                last[written] = i;
                var pixels = !lines.TryGetValue(state.Tensors[written].Id, out var ring) ? state.Produced[written]
                    : ring.SlackPixels > 0 ? ring.TotalPixels
                    : Math.Min(ring.Pixels, state.Produced[written]);
                extent[written] = pixels * bytesPerPixel[written];
                for (var s = 0; s < wholeSources.Length; s++)
                {
                    var source = wholeSources[s];
                    if (state.Floor[source] < StreamState.Pixels(state.Tensors[source]))
                        distance[written, s] = Math.Max(distance[written, s], extent[written] - (state.Floor[source] * bytesPerPixel[source]));
                }
            }

            if (e.Stage != StreamEvent.Push)
            {
                foreach (var input in state.InputsOf(e.Stage))
                    last[input] = i;
            }

            for (var t = 0; t < count; t++)
            {
                if (last[t] == i)
                    extentAtLastUse[t] = [.. extent];
            }

            state.Retire(e);
        }

        return [.. Pairs()];

        IEnumerable<StreamOverlap> Pairs()
        {
            bool IsLine(int t) => lines.ContainsKey(state.Tensors[t].Id);
            StreamOverlap Pair(int lower, int upper, int distanceBytes) => new(state.Tensors[lower].Id, state.Tensors[upper].Id, distanceBytes);

            for (var t = 0; t < count; t++)
            {
                if (first[t] < 0 || (state.Tensors[t].Id == chain.PushedSource && !IsLine(t)))
                    continue;
                for (var s = 0; s < wholeSources.Length; s++)
                    yield return Pair(t, wholeSources[s], distance[t, s]);
                for (var other = 0; other < count; other++)
                {
                    if (other == t || first[other] < 0 || !IsLine(other))
                        continue;
                    if (!IsLine(t))
                        yield return Pair(t, other, first[t] > last[other] ? StreamOverlap.Anywhere : extentAtLastUse[other][t]);
                    else if (first[t] > last[other] || last[t] < first[other])
                        yield return Pair(t, other, StreamOverlap.Anywhere);
                }
            }
        }
    }
}

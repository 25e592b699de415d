using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The bytes of a chain as stage after stage is added: what is whole, what is a line, and what may share bytes.</summary>
/// <param name="first">The position of the chain's first operator.</param>
internal sealed class GrowingChain(Graph graph, TensorLifetimes lifetimes, ResidentBytes resident, int first, TensorId? pushed)
{
    /// <summary>More results, dying sources and lines than these are not looked at for bytes in common.</summary>
    private const int MostShared = 16;

    private readonly List<TensorId> _deadSources = [];
    private readonly List<TensorId> _results = [];
    private readonly List<(TensorId Id, long Bytes)> _lines = [];
    private int _end;
    private long _inside;
    private long _lineBytes;

    /// <param name="position">Of the stage's operator.</param>
    public void Add(StreamStage stage, int position, RunProfile profile)
    {
        _end = position + 1;
        foreach (var id in stage.Inputs)
        {
            var stored = lifetimes[id];
            if (stored.Last > position)
                continue;
            if (id == pushed)
            {
                if (profile.BuffersPushedSource)
                    AddLine(id, profile);
                continue;
            }

            if (stored.First < first)
            {
                if (_deadSources.Count < MostShared && !_deadSources.Contains(id))
                    _deadSources.Add(id);
                continue;
            }

            // Read for the last time by this stage: it never is whole.
            _results.Remove(id);
            _inside += Aligned(id);
            AddLine(id, profile);
        }

        if (stage.Expansion is { } expansion)
        {
            _inside += Aligned(expansion.Operator.Output);
            _lineBytes += resident.Aligned(stage.CarriedBytes(graph));
        }

        _results.AddRange(stage.Operator.Outputs);
    }

    /// <summary>Bytes of the arena while the chain runs, tensors that only pass by included; without scratch.</summary>
    public long Bytes(RunProfile profile) => resident.During(first, _end) - _inside + _lineBytes - Shared(profile);

    private void AddLine(TensorId id, RunProfile profile)
    {
        _lines.Add((id, resident.Aligned(profile.LineBytes(id))));
        _lineBytes += _lines[^1].Bytes;
    }

    private long Aligned(TensorId id) => resident.Aligned(graph[id].SizeBytes);

    /// <summary>Bytes saved by laying results over sources and lines that die while they are written.</summary>
    private long Shared(RunProfile profile)
    {
        Span<(long Distance, long Bytes)> uppers = stackalloc (long, long)[2 * MostShared];
        long shared = 0;
        long most = 0;
        foreach (var source in _deadSources)
            most += Aligned(source);
        for (var i = 0; i < Math.Min(_lines.Count, MostShared); i++)
            most += _lines[i].Bytes;

        // The lines that are read last before all others are those of the first stages.
        for (var r = 0; r < Math.Min(_results.Count, MostShared); r++)
        {
            var count = 0;
            foreach (var source in _deadSources)
                uppers[count++] = (profile.Distance(_results[r], source), Aligned(source));
            for (var i = 0; i < Math.Min(_lines.Count, MostShared); i++)
                uppers[count++] = (profile.ExtentAtLastUse(_lines[i].Id, _results[r]), _lines[i].Bytes);
            shared += MostOver(Aligned(_results[r]), uppers[..count]);
        }

        return Math.Min(shared, most);
    }

    /// <inheritdoc cref="SharedBytes.Most"/>
    private long MostOver(long lowerBytes, Span<(long Distance, long Bytes)> uppers)
    {
        uppers.Sort();
        long end = 0;
        long covered = 0;
        foreach (var (distance, bytes) in uppers)
        {
            if (distance >= lowerBytes)
                break;
            var begin = Math.Max(end, resident.Aligned(Math.Max(distance, 0)));
            if (begin >= lowerBytes)
                break;
            end = begin + bytes;
            covered += Math.Min(end, lowerBytes) - begin;
        }

        return covered;
    }
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>How much of the arena whole tensors take, by position in the order of operators.</summary>
internal sealed class ResidentBytes
{
    private readonly int _alignmentBytes;
    private readonly long[] _bornBefore;
    private readonly long[] _deadBefore;

    /// <param name="pushed">An input that is never whole, or null.</param>
    public ResidentBytes(Graph graph, TensorLifetimes lifetimes, int operators, TensorId? pushed, int alignmentBytes)
    {
        _alignmentBytes = alignmentBytes;
        _bornBefore = new long[operators + 1];
        _deadBefore = new long[operators + 1];
        foreach (var stored in lifetimes.Stored.Where(s => s.Id != pushed))
        {
            var bytes = Aligned(graph[stored.Id].SizeBytes);
            _bornBefore[stored.First + 1] += bytes;
            if (stored.Last < operators)
                _deadBefore[stored.Last + 1] += bytes;
        }

        for (var i = 1; i <= operators; i++)
        {
            _bornBefore[i] += _bornBefore[i - 1];
            _deadBefore[i] += _deadBefore[i - 1];
        }
    }

    public long Aligned(long bytes) => (bytes + _alignmentBytes - 1) / _alignmentBytes * _alignmentBytes;

    /// <summary>All tensors that are alive at some time while operators [<paramref name="first"/>, <paramref name="end"/>) run.</summary>
    public long During(int first, int end) => _bornBefore[end] - _deadBefore[first];
}

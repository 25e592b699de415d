using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The sizes of the buffers that are live, in units of an alignment.</summary>
internal sealed class LiveSizes(int unit)
{
    private readonly RunningMaximum _rounding = new();
    private long _total;
    private int _aligned;

    /// <summary>In bytes.</summary>
    public int Unit => unit;

    /// <summary>A live buffer has this alignment.</summary>
    public bool IsInUse => _aligned > 0;

    /// <summary>Side by side at <paramref name="step"/>; only the topmost buffer needs no rounding.</summary>
    public long Bytes(int step) => _total - _rounding.At(step);

    public void Add(ArenaBuffer buffer)
    {
        var size = RoundUp(buffer.SizeBytes, unit);
        _total += size;
        _rounding.Add(size - buffer.SizeBytes, buffer.LastStep);
        _aligned += buffer.AlignmentBytes == unit ? 1 : 0;
    }

    public void Remove(ArenaBuffer buffer)
    {
        _total -= RoundUp(buffer.SizeBytes, unit);
        _aligned -= buffer.AlignmentBytes == unit ? 1 : 0;
    }

    public static long RoundUp(long bytes, int unit) => (bytes + unit - 1) / unit * unit;
}

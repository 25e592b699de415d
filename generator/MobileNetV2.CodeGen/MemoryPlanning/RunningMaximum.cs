namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The largest of values that come and go as steps go by.</summary>
internal sealed class RunningMaximum
{
    private readonly PriorityQueue<(long Value, int LastStep), long> _values = new();

    public void Add(long value, int lastStep) => _values.Enqueue((value, lastStep), -value);

    /// <summary>Of those that last until <paramref name="step"/> or longer; 0 when there is none. Steps ascend from call to call.</summary>
    public long At(int step)
    {
        while (_values.TryPeek(out var largest, out _))
        {
            if (largest.LastStep >= step)
                return largest.Value;
            _values.Dequeue();
        }

        return 0;
    }
}

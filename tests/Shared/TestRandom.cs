namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>SplitMix64: the same seed gives the same numbers on every machine and runtime.</summary>
internal sealed class TestRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number between <paramref name="min"/> and <paramref name="max"/>, both included.</summary>
    public int Int(int min, int max) => min + (int)(NextUInt64() % (ulong)(max - min + 1));

    /// <summary>A number in [<paramref name="min"/>, <paramref name="max"/>).</summary>
    public double Double(double min, double max) => min + ((NextUInt64() >> 11) * (1.0 / (1UL << 53)) * (max - min));

    public bool Chance(double probability) => Double(0, 1) < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Int(0, choices.Length - 1)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)(NextUInt64() >> 56);
        return bytes;
    }
}

namespace MobileNetV2.CodeGen.Simulation.Cases;

/// <summary>The SplitMix64 generator: the same numbers on every machine and runtime.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 (included) to 1 (excluded).</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary><paramref name="low"/> (included) to <paramref name="high"/> (excluded).</summary>
    public int Next(int low, int high) => low + (int)(Next() % (ulong)(high - low));

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}

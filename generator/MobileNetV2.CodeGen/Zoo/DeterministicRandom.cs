using System.Numerics;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>xoshiro256** seeded by SplitMix64: the same numbers on every machine and every runtime.</summary>
/// <remarks>Reals come from integer and correctly rounded IEEE operations only, so they are the same everywhere too.</remarks>
internal sealed class DeterministicRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public DeterministicRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public double NextDouble(double min, double max) => min + ((max - min) * NextDouble());

    /// <summary>Uniform in [min, max], both included.</summary>
    public int NextInt32(int min, int max) =>
        (int)(min + (long)((UInt128)NextUInt64() * (ulong)((long)max - min + 1) >> 64));

    /// <summary>Bell-shaped with mean 0 and standard deviation 1, within +/- 3.47: the sum of four uniform numbers.</summary>
    public double NextBell()
    {
        var bits = NextUInt64();
        var sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        return (sum - (2 * 65535)) / 37837.0;
    }

    public void NextBytes(Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (byte)(NextUInt64() >> 56);
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

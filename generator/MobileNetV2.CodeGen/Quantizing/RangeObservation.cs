using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>The values of one tensor, or of several that share a scale, over all samples: their ends,
/// and how often each part between occurs.</summary>
/// <remarks>Counts and ends do not depend on the order of samples,
/// so threads may add to partial observations that are then joined.</remarks>
internal sealed class RangeObservation
{
    private const int Bins = 2048;

    private readonly long[] _counts = new long[Bins];

    public float Least { get; private set; } = float.PositiveInfinity;

    public float Most { get; private set; } = float.NegativeInfinity;

    public void Extend(ReadOnlySpan<byte> reals)
    {
        var (least, most) = (Least, Most);
        foreach (var x in MemoryMarshal.Cast<byte, float>(reals))
        {
            least = MathF.Min(least, x);
            most = MathF.Max(most, x);
        }

        (Least, Most) = (least, most);
    }

    public void Extend(float least, float most) => (Least, Most) = (MathF.Min(Least, least), MathF.Max(Most, most));

    public void Extend(RangeObservation other) => Extend(other.Least, other.Most);

    /// <summary>An observation with these ends and no counts.</summary>
    public RangeObservation Empty() => new() { Least = Least, Most = Most };

    public void Count(ReadOnlySpan<byte> reals)
    {
        if (!(Most >= Least))
            return;
        var scale = Most > Least ? Bins / (Most - (double)Least) : 0;
        foreach (var x in MemoryMarshal.Cast<byte, float>(reals))
            _counts[Math.Clamp((int)((x - (double)Least) * scale), 0, Bins - 1)]++;
    }

    public void Add(RangeObservation other)
    {
        for (var i = 0; i < Bins; i++)
            _counts[i] += other._counts[i];
    }

    /// <summary>The middle of each part that occurs, and how often.</summary>
    public IEnumerable<(double Value, long Count)> Values()
    {
        var width = (Most - (double)Least) / Bins;
        for (var i = 0; i < Bins; i++)
        {
            if (_counts[i] > 0)
                yield return (Least + ((i + 0.5) * width), _counts[i]);
        }
    }
}

using System.Globalization;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How many people who are not in the gallery are taken for somebody: the false-accept rate as it was measured.</summary>
/// <param name="Threshold">In 32768ths.</param>
internal sealed record StrangerTest(int Threshold, int Strangers, int Accepted)
{
    /// <param name="accepts">The largest share that may be taken for somebody; null keeps the threshold.</param>
    public static StrangerTest Of(EmbeddingComparison comparison, byte[] strangers, double? accepts, int threshold)
    {
        var best = Enumerable.Range(0, strangers.Length / comparison.Length).Select(i => comparison.Similarities(strangers, i).Max())
            .OrderDescending().ToArray();
        var allowed = accepts is { } share ? (int)Math.Floor(share * best.Length) : 0;
        var limit = accepts is null ? threshold : allowed < best.Length ? best[allowed] + 1 : -ScoreTable.One;
        return new(limit, best.Length, best.Count(s => s >= limit));
    }

    /// <summary>In words.</summary>
    public string Note => string.Create(
        CultureInfo.InvariantCulture,
        $"From a similarity of {Threshold / 32768.0:0.0000} on somebody is known; "
            + $"{Accepted} of {Strangers} strangers reached it ({100.0 * Accepted / Strangers:0.##} %).");
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>
/// A long order of tiles as phrases that contain each other: an order repeats itself from row to row, so it becomes some hundred bytes.
/// </summary>
/// <param name="StageCount">Symbols below are stages.</param>
/// <param name="Phrases">
/// Symbols of each phrase; symbol <c>StageCount + i</c> stands for phrase i. The first is the whole order.
/// </param>
internal sealed record OrderPhrases(int StageCount, ImmutableArray<ImmutableArray<byte>> Phrases)
{
    /// <summary>The caller pushes a row.</summary>
    public const byte Push = 255;

    /// <summary>Marks the end of a phrase in the generated table; never a symbol.</summary>
    public const byte End = 254;

    /// <summary>Phrases inside phrases, the whole order included; the runtime's stack has this size.</summary>
    public const int MostDepth = 24;

    /// <summary>A phrase costs its end mark and its place in the index: fewer uses do not pay.</summary>
    private const int LeastUses = 6;

    /// <summary>Replaces the most frequent pair of neighbours by a phrase, again and again,
    /// then dissolves phrases that are used once.</summary>
    /// <param name="order">Stages, and <see cref="Push"/>.</param>
    public static OrderPhrases Of(IEnumerable<byte> order, int stageCount)
    {
        var whole = order.ToList();
        var phrases = new List<List<byte>>();
        var depths = new List<int>();
        var counts = new int[1 << 16];
        while (stageCount + 1 + phrases.Count < End && MostFrequentPair(whole, counts, IsShallow) is var (pair, uses) && uses >= LeastUses)
        {
            depths.Add(1 + Math.Max(Depth(pair.First), Depth(pair.Second)));
            phrases.Add([pair.First, pair.Second]);
            whole = Replace(whole, pair, (byte)(stageCount + phrases.Count));
        }

        return Tidy(stageCount, [whole, .. phrases]);

        int Depth(byte symbol) => symbol > stageCount && symbol < End ? depths[symbol - stageCount - 1] : 0;
        bool IsShallow((byte First, byte Second) pair) => Math.Max(Depth(pair.First), Depth(pair.Second)) + 2 < MostDepth;
    }

    /// <summary>The order again, symbol by symbol, as the generated code walks it.</summary>
    public IEnumerable<byte> Expand()
    {
        var place = new (int Phrase, int Next)[MostDepth];
        for (var depth = 0; depth >= 0;)
        {
            var (phrase, next) = place[depth];
            if (next == Phrases[phrase].Length)
            {
                depth--;
                continue;
            }

            place[depth].Next++;
            var symbol = Phrases[phrase][next];
            if (symbol < StageCount || symbol == Push)
                yield return symbol;
            else
                place[++depth] = (symbol - StageCount, 0);
        }
    }

    /// <summary>Pairs are counted without overlap, as they can be replaced; of equals the one with the smallest symbols.</summary>
    private static ((byte First, byte Second) Pair, int Uses) MostFrequentPair(
        List<byte> symbols, int[] uses, Func<(byte First, byte Second), bool> isAllowed)
    {
        Array.Clear(uses);
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            uses[(symbols[i] << 8) | symbols[i + 1]]++;
            if (i + 2 < symbols.Count && symbols[i] == symbols[i + 1] && symbols[i + 1] == symbols[i + 2])
                i++;
        }

        var best = (Pair: default((byte First, byte Second)), Uses: 0);
        for (var key = 0; key < uses.Length; key++)
        {
            if (uses[key] > best.Uses && isAllowed(((byte)(key >> 8), (byte)(key & byte.MaxValue))))
                best = (((byte)(key >> 8), (byte)(key & byte.MaxValue)), uses[key]);
        }

        return best;
    }

    private static List<byte> Replace(List<byte> symbols, (byte First, byte Second) pair, byte phrase)
    {
        var result = new List<byte>(symbols.Count);
        for (var i = 0; i < symbols.Count; i++)
        {
            var isPair = i + 1 < symbols.Count && symbols[i] == pair.First && symbols[i + 1] == pair.Second;
            result.Add(isPair ? phrase : symbols[i]);
            i += isPair ? 1 : 0;
        }

        return result;
    }

    /// <summary>Writes phrases that only one other uses into it, and numbers the rest anew.</summary>
    private static OrderPhrases Tidy(int stageCount, List<List<byte>> phrases)
    {
        bool IsPhrase(byte symbol) => symbol >= stageCount && symbol < End;
        var uses = new int[phrases.Count];
        foreach (var symbol in phrases.SelectMany(p => p).Where(IsPhrase))
            uses[symbol - stageCount]++;
        uses[0] = int.MaxValue;
        var kept = Enumerable.Range(0, phrases.Count).Where(p => uses[p] > 1).ToArray();
        var number = kept.Select((p, i) => (p, i)).ToDictionary(k => k.p, k => (byte)(stageCount + k.i));
        return new OrderPhrases(stageCount, [.. kept.Select(p => phrases[p].SelectMany(Dissolved).ToImmutableArray())]);

        IEnumerable<byte> Dissolved(byte symbol) =>
            !IsPhrase(symbol) ? [symbol]
            : number.TryGetValue(symbol - stageCount, out var kept) ? [kept]
            : phrases[symbol - stageCount].SelectMany(Dissolved);
    }
}

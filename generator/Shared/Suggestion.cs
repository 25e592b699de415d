namespace MobileNetV2.CodeGen.Wording;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>Longer words are nobody's typing mistake, and comparing them would take long.</summary>
    private const int LongestCompared = 64;

    /// <summary>A hostile file can define any number of names and miss each by a letter.</summary>
    private const int MostCompared = 2000;

    /// <summary>The candidate with the fewest edits, if those are at most a third of the word (and at least two),
    /// or one that the word begins; ties go to the first.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestCompared)
            return null;
        var limit = Math.Max(2, word.Length / 3);
        return candidates
            .Where(c =>
                c.Length <= LongestCompared && (c.Length - word.Length <= limit || Begins(word, c)) && word.Length - c.Length <= limit)
            .Take(MostCompared)
            .Select(c => (Candidate: c, Edits: Begins(word, c) ? 1 : Distance(word, c)))
            .Where(x => x.Edits <= limit && x.Edits < Math.Max(word.Length, x.Candidate.Length))
            .OrderBy(x => x.Edits)
            .Select(x => x.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Edit distance, case ignored; a swap of neighbours counts as one edit.</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }

    private static bool Begins(string word, string candidate) =>
        word.Length >= 2 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

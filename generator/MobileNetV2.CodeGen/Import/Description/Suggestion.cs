namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Suggestion
{
    private const int LongestCompared = 64;

    /// <summary>The known name with the fewest edits, if they are few; the first of several.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestCompared)
            return null;
        var most = Math.Max(1, name.Length / 3);
        string? best = null;
        foreach (var candidate in known)
        {
            if (candidate.Length > LongestCompared || Math.Abs(candidate.Length - name.Length) > most)
                continue;
            var edits = Edits(name, candidate);
            if (edits <= most)
                (best, most) = (candidate, edits - 1);
        }

        return best;
    }

    /// <summary>Characters to insert, delete or replace; case does not count.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

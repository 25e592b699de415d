namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>An immutable set of operator positions. Sets compare by content; smaller positions first.</summary>
internal sealed class OperatorSet : IEquatable<OperatorSet>, IComparable<OperatorSet>
{
    private readonly ulong[] _words;

    private OperatorSet(ulong[] words) => _words = words;

    public static OperatorSet Empty(int capacity) => new(new ulong[(capacity + 63) / 64]);

    public bool Contains(int position) => (_words[position >> 6] >> (position & 63) & 1) != 0;

    public OperatorSet With(int position)
    {
        var words = (ulong[])_words.Clone();
        words[position >> 6] |= 1UL << (position & 63);
        return new OperatorSet(words);
    }

    /// <inheritdoc/>
    public int CompareTo(OperatorSet? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _words.Length; i++)
        {
            // The set that has the lowest position where both differ comes first: it is closest to graph order.
            var difference = _words[i] ^ other._words[i];
            if (difference != 0)
                return (_words[i] & difference & (~difference + 1)) != 0 ? -1 : 1;
        }

        return 0;
    }

    /// <inheritdoc/>
    public bool Equals(OperatorSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OperatorSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in _words)
            hash.Add(word);
        return hash.ToHashCode();
    }
}

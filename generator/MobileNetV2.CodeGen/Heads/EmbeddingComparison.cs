namespace MobileNetV2.CodeGen.Heads;

/// <summary>Cosines between embeddings and those of a gallery: the managed twin of <c>mnv2_find_embedding</c>.</summary>
internal sealed class EmbeddingComparison
{
    private readonly int _zeroPoint;
    private readonly long[] _squares;

    public EmbeddingComparison(int length, int zeroPoint, byte[] gallery)
    {
        (Length, _zeroPoint, Gallery) = (length, zeroPoint, gallery);
        _squares = [.. Enumerable.Range(0, gallery.Length / length).Select(k => Product(gallery, k, gallery, k))];
    }

    public int Length { get; }

    public byte[] Gallery { get; }

    public int ZeroPoint => _zeroPoint;

    public int Identities => _squares.Length;

    /// <summary>The sum of the squares of each identity.</summary>
    public IReadOnlyList<long> Squares => _squares;

    /// <summary>Of one of several embeddings with each identity, in 32768ths.</summary>
    public int[] Similarities(byte[] seen, int index)
    {
        var square = Product(seen, index, seen, index);
        return [.. Enumerable.Range(0, Identities).Select(k => Similarity(seen, index, square, k))];
    }

    private int Similarity(byte[] seen, int index, long square, int k)
    {
        var root = Root((ulong)square * (ulong)_squares[k]);
        return root == 0 ? 0 : (int)(Product(seen, index, Gallery, k) * ScoreTable.One / root);
    }

    private long Product(byte[] a, int i, byte[] b, int k)
    {
        long sum = 0;
        for (var at = 0; at < Length; at++)
            sum += (ScoreTable.Element(a, (i * Length) + at) - _zeroPoint) * (ScoreTable.Element(b, (k * Length) + at) - _zeroPoint);
        return sum;
    }

    /// <summary>The largest number whose square is not above <paramref name="value"/>.</summary>
    private static long Root(ulong value)
    {
        var root = (ulong)Math.Sqrt(value);
        while (root * root > value)
            root--;
        while ((root + 1) * (root + 1) <= value)
            root++;
        return (long)root;
    }
}

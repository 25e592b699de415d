
namespace MobileNetV2.CodeGen.Heads;

/// <summary>See <see cref="EmbeddingDefinition"/>; the C is <c>mnv2_find_embedding</c>.</summary>
internal sealed class EmbeddingHead(int length, int zeroPoint, int threshold, int most, byte[] gallery) : Head
{
    private int Identities => gallery.Length / length;

    public override HeadShape Shape => new("mnv2_match", 2, "matches", most);

    public override HeadCode Code
    {
        get
        {
            var code = new HeadCodeBuilder();
            var known = code.Table("gallery", [.. gallery.Select(b => (int)unchecked((sbyte)b))], "int8_t");
            var squares = code.Table("squares", [.. Enumerable.Range(0, Identities).Select(k => (int)Product(gallery, k, gallery, k))]);
            return new HeadCode(
                ["mnv2_embedding.c"],
                code.Tables,
                [HeadCodeBuilder.Rule("mnv2_embedding_rule", length, zeroPoint, Identities, threshold, most, known, squares)],
                ["answer->count = mnv2_find_embedding(&head_rule, output_0, answer->matches);"],
                HeadCodeBuilder.Text($"{Identities} * ({length} products, one square root of 32 steps, one division)"));
        }
    }

    public override IHeadSession Start() => new StatelessSession(outputs => Read(outputs[0]));

    private HeadAnswer Read(byte[] seen)
    {
        var square = Product(seen, 0, seen, 0);
        var found = Enumerable.Range(0, Identities).Select(k => new GalleryMatch(k, Similarity(seen, square, k)));
        return new([.. found.Where(m => m.Similarity >= threshold).OrderByDescending(m => m.Similarity).Take(most)]);
    }

    private int Similarity(byte[] seen, long square, int k)
    {
        var root = Root((ulong)square * (ulong)Product(gallery, k, gallery, k));
        return root == 0 ? 0 : (int)(Product(seen, 0, gallery, k) * 32768 / root);
    }

    private long Product(byte[] a, int i, byte[] b, int k)
    {
        long sum = 0;
        for (var at = 0; at < length; at++)
            sum += (ScoreTable.Element(a, (i * length) + at) - zeroPoint) * (ScoreTable.Element(b, (k * length) + at) - zeroPoint);
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

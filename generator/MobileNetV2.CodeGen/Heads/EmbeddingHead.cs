
namespace MobileNetV2.CodeGen.Heads;

/// <summary>See <see cref="EmbeddingDefinition"/>; the C is <c>mnv2_find_embedding</c>.</summary>
/// <param name="places">Where the network expects the points of a face; null when it is not about faces.</param>
/// <param name="strangers">What was measured; null when nothing was.</param>
internal sealed class EmbeddingHead(
    EmbeddingComparison comparison, int threshold, int most, FacePlaces? places, StrangerTest? strangers) : Head
{
    public override HeadShape Shape => new("mnv2_match", 2, "matches", most);

    public override HeadCode Code
    {
        get
        {
            var code = new HeadCodeBuilder();
            var (length, identities) = (comparison.Length, comparison.Identities);
            var known = code.Table("gallery", [.. comparison.Gallery.Select(b => (int)unchecked((sbyte)b))], "int8_t");
            var squares = code.Table("squares", [.. comparison.Squares.Select(s => (int)s)]);
            var found = new HeadCode(
                ["mnv2_embedding.c"],
                code.Tables,
                [HeadCodeBuilder.Rule(
                    "mnv2_embedding_rule", length, comparison.ZeroPoint, identities, threshold, most, known, squares)],
                ["answer->count = mnv2_find_embedding(&head_rule, output_0, answer->matches);"],
                HeadCodeBuilder.Text($"{identities} * ({length} products, one square root of 32 steps, one division)"))
            {
                Notes = strangers is null ? [] : [strangers.Note],
            };
            return places is null ? found : WithAlignment(found, places);
        }
    }

    public override IHeadSession Start() => new StatelessSession(outputs => Read(outputs[0]));

    private static HeadCode WithAlignment(HeadCode code, FacePlaces places) => code with
    {
        Sources = [.. code.Sources, "mnv2_align.c"],
        Rule =
        [
            .. code.Rule,
            "static const mnv2_face_places head_places = "
                + $"{{{All(places.Points.Select(p => p.X))}, {All(places.Points.Select(p => p.Y))}}};",
        ],
        Functions =
        [
            new(
                "int32_t",
                "align",
                "const mnv2_point *points, mnv2_similarity *upright",
                "From five points of a face to what mnv2_upright_row() needs; 0 when they hardly look like one.",
                "return mnv2_align(&head_places, points, upright);"),
        ],
    };

    private static string All(IEnumerable<int> numbers) => HeadCodeBuilder.Braced([.. numbers.Cast<object>()]);

    private HeadAnswer Read(byte[] seen)
    {
        var found = comparison.Similarities(seen, 0).Select((similarity, k) => new GalleryMatch(k, similarity));
        return new([.. found.Where(m => m.Similarity >= threshold).OrderByDescending(m => m.Similarity).Take(most)]);
    }
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Who of a gallery is like what was seen.</summary>
internal sealed class EmbeddingDefinition : HeadDefinition
{
    private const int MostElements = 8192;

    private const int MostIdentities = 65536;

    /// <summary>Products: some seconds.</summary>
    private const long MostWork = 1L << 32;

    public override string Name => "embedding";

    public override string Finds => "who of a gallery in flash is most like what was seen, by the cosine of embeddings";

    public override string Reads => "one int8 output with an embedding, and --gallery FILE with known ones";

    public override string Answer => "count, matches[]: identity, similarity";

    public override string WorstCase => "identities * (length products, one square root, one division)";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("threshold", "-1..1", "the lowest similarity that is told", "0.5"),
        new("accepts", "0..1", "with --strangers instead of a threshold: the lowest one at which no larger share of them is told", null),
        new("top", "K", "how many identities at most", "1"),
        new(
            "align",
            "arcface|x/y/...",
            "NAME_align() turns faces upright: where this network expects eyes, nose and corners of the mouth, in pixels of its input",
            null),
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs is not [var output] || !HeadScope.IsPlain(output) || output.Shape.ElementCount != output.Shape.Channels)
            return scope.Refuse("an embedding is one row of one output");
        var length = output.Shape.ElementCount;
        if (length > MostElements)
            return scope.Refuse($"{length} elements are more than {MostElements}");
        if (scope.Gallery is not { IsEmpty: false } gallery)
            return scope.Refuse(
                "there is no gallery: give --gallery FILE, the outputs of this network for known pictures one after the other");
        if (gallery.Length % length != 0 || gallery.Length / length > MostIdentities)
            return scope.Refuse($"a gallery of {gallery.Length} bytes does not hold 1 to {MostIdentities} embeddings of {length} bytes");
        if (scope.Strangers is { } other && (other.IsEmpty || other.Length % length != 0))
            return scope.Refuse($"strangers of {other.Length} bytes are not embeddings of {length} bytes");
        if (scope.Strangers is { } many && (long)many.Length * gallery.Length / length > MostWork)
            return scope.Refuse("so many strangers and identities take too long to compare; give fewer strangers");
        if (scope.Text("accepts") is not null && (scope.Strangers is null || scope.Text("threshold") is not null))
            return scope.Refuse("accepts takes the place of a threshold, and needs --strangers FILE");
        if (scope.Text("align") is { } align && FacePlaces.Parse(align, scope.Picture) is null)
            return scope.Refuse(
                $"align is arcface, or five points that lie apart, as ten numbers in pixels; sides are at most {FacePlaces.LongestSide}");
        var comparison = new EmbeddingComparison(length, output.RequiredQuantization.ZeroPoint, gallery.ToArray());
        var threshold = (int)Math.Round(scope.Number("threshold", 0.5, -1, 1) * ScoreTable.One);
        var strangers = scope.Strangers is { } seen
            ? StrangerTest.Of(
                comparison, seen.ToArray(), scope.Text("accepts") is null ? null : scope.Number("accepts", 0, 0, 1), threshold)
            : null;
        return new EmbeddingHead(
            comparison,
            strangers?.Threshold ?? threshold,
            Math.Min(comparison.Identities, scope.Integer("top", 1, 1, 1024)),
            scope.Text("align") is { } text ? FacePlaces.Parse(text, scope.Picture) : null,
            strangers);
    }
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Who of a gallery is like what was seen.</summary>
internal sealed class EmbeddingDefinition : HeadDefinition
{
    private const int MostElements = 8192;

    private const int MostIdentities = 65536;

    public override string Name => "embedding";

    public override string Finds => "who of a gallery in flash is most like what was seen, by the cosine of embeddings";

    public override string Reads => "one int8 output with an embedding, and --gallery FILE with known ones";

    public override string Answer => "count, matches[]: identity, similarity";

    public override string WorstCase => "identities * (length products, one square root, one division)";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("threshold", "-1..1", "the lowest similarity that is told", "0.5"),
        new("top", "K", "how many identities at most", "1"),
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
        var threshold = (int)Math.Round(scope.Number("threshold", 0.5, -1, 1) * 32768);
        var identities = gallery.Length / length;
        return new EmbeddingHead(
            length,
            output.RequiredQuantization.ZeroPoint,
            threshold,
            Math.Min(identities, scope.Integer("top", 1, 1, 1024)),
            gallery.ToArray());
    }
}

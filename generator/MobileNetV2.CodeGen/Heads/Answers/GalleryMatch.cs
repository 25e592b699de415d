using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>An entry of a gallery that is like what was seen.</summary>
/// <param name="Similarity">The cosine of the angle between embeddings, in 32768ths.</param>
public sealed record GalleryMatch(int Identity, int Similarity) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [Identity, Similarity];
}

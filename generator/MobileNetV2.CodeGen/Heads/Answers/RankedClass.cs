using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A class of a classifier.</summary>
/// <param name="Score">In 32768ths.</param>
public sealed record RankedClass(int Class, int Score) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [Class, Score];
}

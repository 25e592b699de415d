using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A box around something, in sixteenths of a pixel of the network's input.</summary>
/// <param name="Score">In 32768ths.</param>
/// <param name="Track">The same number in every frame; 0 when nothing is tracked.</param>
public sealed record FoundBox(int Left, int Top, int Right, int Bottom, int Class, int Score, int Track = 0) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [Left, Top, Right, Bottom, Class, Score, Track];

    internal long Area => (long)(Right - Left) * (Bottom - Top);

    /// <summary>The area that both have.</summary>
    internal long CommonWith(FoundBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0 && height > 0 ? (long)width * height : 0;
    }
}

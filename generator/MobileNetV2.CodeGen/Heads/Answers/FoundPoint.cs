using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A key point, or the centre of an object, in sixteenths of a pixel of the network's input.</summary>
/// <param name="Class">Of the object, or which key point it is.</param>
/// <param name="Score">In 32768ths; 0 for a key point that was not found.</param>
public sealed record FoundPoint(int X, int Y, int Class, int Score) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [X, Y, Class, Score];
}

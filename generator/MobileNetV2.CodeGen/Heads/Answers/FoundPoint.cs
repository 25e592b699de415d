using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A key point, or the centre of an object, in sixteenths of a pixel of the network's input.</summary>
/// <param name="Class">Of the object, or which key point it is.</param>
/// <param name="Score">In 32768ths; 0 for a key point that was not found.</param>
/// <param name="Track">The same number in every frame; 0 when nothing is tracked.</param>
public sealed record FoundPoint(int X, int Y, int Class, int Score, int Track = 0) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [X, Y, Class, Score, Track];
}

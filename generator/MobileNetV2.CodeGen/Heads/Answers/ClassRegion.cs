using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>All pixels of one class: how many, and the first and last column and row with one.</summary>
public sealed record ClassRegion(int Class, int Area, int Left, int Top, int Right, int Bottom) : IAnswerItem
{
    /// <inheritdoc/>
    public ImmutableArray<int> Members => [Class, Area, Left, Top, Right, Bottom];
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>The dimensions of a tensor, outermost first (activations are NHWC). Every dimension is at least 1;
/// a scalar has rank 0.</summary>
/// <remarks>Importers check that <see cref="ElementCount"/> fits an int before they make a shape.</remarks>
public sealed class Shape : IEquatable<Shape>
{
    /// <summary>The most dimensions that a file may give a tensor.</summary>
    internal const int HighestRank = 8;

    public Shape(params ImmutableArray<int> dimensions)
    {
        foreach (var d in dimensions)
            ArgumentOutOfRangeException.ThrowIfLessThan(d, 1, nameof(dimensions));
        Dimensions = dimensions;
        ElementCount = dimensions.Aggregate(1, (product, d) => checked(product * d));
    }

    public ImmutableArray<int> Dimensions { get; }

    public int Rank => Dimensions.Length;

    public int ElementCount { get; }

    public int this[int axis] => Dimensions[axis];

    /// <summary>Batch, height, width, channels. Ranks below 4 are extended with 1 at the front: [a,b] is [1,1,a,b].</summary>
    public int Batch => FromEnd(4);

    /// <inheritdoc cref="Batch"/>
    public int Height => FromEnd(3);

    /// <inheritdoc cref="Batch"/>
    public int Width => FromEnd(2);

    /// <inheritdoc cref="Batch"/>
    public int Channels => FromEnd(1);

    /// <summary>Height and width: of a picture, or of the window of a filter.</summary>
    internal Size2D Extent => new(Height, Width);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var d in Dimensions)
            hash.Add(d);
        return hash.ToHashCode();
    }

    /// <summary>For people: <c>1x224x224x3</c>; a scalar is <c>scalar</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('x', Dimensions);

    private int FromEnd(int n) => Rank >= n ? Dimensions[Rank - n] : 1;
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A NumPy array in C order, little-endian.</summary>
internal sealed record NpyArray(ElementType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data)
{
    public string ShapeText => Shape.IsEmpty ? "scalar" : string.Join('x', Shape);

    /// <summary>True when the shapes are equal once leading dimensions of 1 are dropped on both sides.</summary>
    public bool Fits(Shape shape) =>
        Shape.SkipWhile(d => d == 1).SequenceEqual(shape.Dimensions.SkipWhile(d => d == 1).Select(d => (long)d));
}

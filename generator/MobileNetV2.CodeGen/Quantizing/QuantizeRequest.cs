using System.Collections.Immutable;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What to quantize, and how.</summary>
/// <param name="Graph">A float graph that passed validation.</param>
/// <param name="Samples">Inputs of the kind that the network will see: for each sample a block for each input, float32, row-major.
/// None at all: made-up pictures take their place.</param>
public sealed record QuantizeRequest(Graph Graph, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Samples)
{
    public QuantizationEffort Effort { get; init; } = QuantizationEffort.Normal;

    /// <summary>All, unless somebody wants to know what each is worth.</summary>
    public QuantizationSteps Steps { get; init; } = QuantizationSteps.All;

    /// <summary>The types of inputs and outputs.</summary>
    public QuantizedBorder Border { get; init; } = QuantizedBorder.Int8;

    /// <summary>Operators that stay on float32, by the name of their output tensor or by their number, as in <c>#3</c>.</summary>
    public ImmutableArray<string> KeepFloat { get; init; } = [];

    /// <summary>Operators with activations of 16 bits and weights of 8, named in the same way. Between two of them nothing is rounded to 8.
    /// </summary>
    public ImmutableArray<string> Int16 { get; init; } = [];

    /// <summary>The real values that inputs have, smallest and largest; made-up pictures have these,
    /// and scales of inputs follow from them.</summary>
    public (float Least, float Most)? InputRange { get; init; }
}

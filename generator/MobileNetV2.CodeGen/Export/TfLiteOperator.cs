using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Export;

/// <summary>How a file has an operator.</summary>
/// <param name="Code">Its number in the schema.</param>
/// <param name="Version">The lowest version that has its meaning on int8.</param>
/// <param name="Operands">int32 constants behind its tensors: shapes, axes, paddings, each with its shape.</param>
internal sealed record TfLiteOperator(
    BuiltinOperator Code, int Version, TfLiteOptions? Options,
    params ImmutableArray<(ImmutableArray<int> Shape, ImmutableArray<int> Values)> Operands)
{
    /// <summary>The same in front of its tensors.</summary>
    public ImmutableArray<(ImmutableArray<int> Shape, ImmutableArray<int> Values)> Leading { get; init; } = [];

    /// <summary>The places of its tensors in the order of the file; null when that is the graph's.</summary>
    public ImmutableArray<int>? Order { get; init; }

    /// <summary>The value that PADV2 pads with, in the quantization of its input; null for all others.</summary>
    public sbyte? PaddingValue { get; init; }
}

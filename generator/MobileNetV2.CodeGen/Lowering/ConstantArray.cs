using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Read-only data of the generated program: packed weights, biases, multipliers, shifts, tables.</summary>
/// <param name="Name">Unique; a C identifier without the model's prefix, for example <c>conv2d_3_filter</c>.</param>
/// <param name="Comment">Shape and meaning, for people.</param>
/// <param name="Data">Little-endian elements; a view of the model file where no packing was needed.</param>
internal sealed record ConstantArray(
    ConstantId Id,
    string Name,
    string Comment,
    ElementType Type,
    ReadOnlyMemory<byte> Data,
    int AlignmentBytes)
{
    /// <summary>What the elements are for kernels: another type of the same size only where C cannot write them as they are.</summary>
    public ElementType ReadAs { get; init; } = Type;
}

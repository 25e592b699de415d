namespace MobileNetV2.CodeGen.Graphs;

/// <summary>A value of the graph: an input, an output, an activation or a constant.</summary>
/// <param name="Name">The source's name, for people; may be empty or repeat.</param>
/// <param name="Quantization">Null for tensors that are not quantized (float32, shape vectors).</param>
/// <param name="Data">For a constant, exactly <see cref="SizeBytes"/> little-endian bytes viewed in the file; otherwise null.</param>
public sealed record Tensor(
    TensorId Id,
    string Name,
    Shape Shape,
    ElementType Type,
    QuantizationParameters? Quantization = null,
    ReadOnlyMemory<byte>? Data = null)
{
    /// <summary>Whether the source leaves its batch open; <see cref="Shape"/> has the one that it gets here.</summary>
    public bool HasOpenBatch { get; init; }

    public bool IsConstant => Data is not null;

    public int SizeBytes => checked(Shape.ElementCount * Type.SizeBytes());

    /// <summary>The per-tensor quantization; only for tensors that a validated graph guarantees to have one.</summary>
    public QuantizationParameters RequiredQuantization =>
        Quantization ?? throw new InvalidOperationException($"tensor {Id} '{Name}' has no quantization");

    /// <inheritdoc/>
    public override string ToString() => $"{Id} '{Name}' {Type} {Shape}";
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Read-only data of the generated program: packed weights, biases, multipliers, shifts, tables.</summary>
internal sealed class ConstantArray
{
    private readonly Lazy<ReadOnlyMemory<byte>> _data;

    /// <param name="sizeBytes">Of what <paramref name="make"/> gives.</param>
    /// <param name="make">Called when the bytes are first asked for, and never for a program that is not taken.</param>
    public ConstantArray(ConstantId id, string name, string comment, ElementType type, int sizeBytes, int alignmentBytes,
        Func<ReadOnlyMemory<byte>> make)
    {
        (Id, Name, Comment, Type, SizeBytes, AlignmentBytes) = (id, name, comment, type, sizeBytes, alignmentBytes);
        ReadAs = type;
        _data = new(() => Checked(make()));
    }

    public ConstantArray(ConstantId id, string name, string comment, ElementType type, ReadOnlyMemory<byte> data, int alignmentBytes)
        : this(id, name, comment, type, data.Length, alignmentBytes, () => data)
    {
    }

    public ConstantId Id { get; }

    /// <summary>Unique; a C identifier without the model's prefix, for example <c>conv2d_3_filter</c>.</summary>
    public string Name { get; }

    /// <summary>Shape and meaning, for people.</summary>
    public string Comment { get; }

    public ElementType Type { get; }

    /// <summary>What the elements are for kernels: another type of the same size only where C cannot write them as they are.</summary>
    public ElementType ReadAs { get; init; }

    public int SizeBytes { get; }

    public int AlignmentBytes { get; }

    /// <summary>Little-endian elements; a view of the model file where no packing was needed.</summary>
    public ReadOnlyMemory<byte> Data => _data.Value;

    private ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> data) => data.Length == SizeBytes
        ? data
        : throw new InvalidOperationException($"constant '{Name}' was planned with {SizeBytes} bytes and has {data.Length}");
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>A tensor's type, shape, quantization, and the buffer with its data, if it is a constant.</summary>
internal readonly struct TensorTable(FlatTable table)
{
    private const int ShapeSlot = 0;
    private const int TypeSlot = 1;
    private const int BufferSlot = 2;
    private const int NameSlot = 3;
    private const int QuantizationSlot = 4;
    private const int IsVariableSlot = 5;
    private const int SparsitySlot = 6;
    private const int ShapeSignatureSlot = 7;
    private const int ExternalBufferSlot = 10;

    public ImmutableArray<int> Shape => table.Int32s(ShapeSlot);

    /// <summary>The shape with -1 for a dimension that may change from call to call; empty when nothing may.</summary>
    public ImmutableArray<int> ShapeSignature => table.Int32s(ShapeSignatureSlot);

    public TensorElementType Type => (TensorElementType)table.SByte(TypeSlot);

    /// <summary>Index into the model's buffers; buffer 0 is empty and means no data.</summary>
    public uint Buffer => table.UInt32(BufferSlot);

    public string Name => table.Text(NameSlot);

    public QuantizationTable? Quantization => table.Table(QuantizationSlot) is { } t ? new QuantizationTable(t) : null;

    public bool IsVariable => table.Bool(IsVariableSlot);

    /// <summary>How the data is spread over the tensor; null when all of it is stored.</summary>
    public SparsityTable? Sparsity => table.Table(SparsitySlot) is { } t ? new SparsityTable(t) : null;

    /// <summary>Nonzero: the data lies in another file.</summary>
    public uint ExternalBuffer => table.UInt32(ExternalBufferSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Vector(table, ShapeSlot, 4)
        && verifier.Scalar(table, TypeSlot, 1)
        && verifier.Scalar(table, BufferSlot, 4)
        && verifier.Text(table, NameSlot)
        && verifier.Table(table, QuantizationSlot, QuantizationTable.Verify)
        && verifier.Scalar(table, IsVariableSlot, 1)
        && verifier.Table(table, SparsitySlot, SparsityTable.Verify)
        && verifier.Vector(table, ShapeSignatureSlot, 4)
        && verifier.Scalar(table, ExternalBufferSlot, 4);
}

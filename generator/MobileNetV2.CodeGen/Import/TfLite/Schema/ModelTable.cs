using System.Collections.Immutable;
using Google.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>The root of a .tflite file.</summary>
internal readonly struct ModelTable(FlatTable table)
{
    private const int VersionSlot = 0;
    private const int OperatorCodesSlot = 1;
    private const int SubGraphsSlot = 2;
    private const int BuffersSlot = 4;

    public uint Version => table.UInt32(VersionSlot);

    public ImmutableArray<OperatorCodeTable> OperatorCodes => [.. table.Tables(OperatorCodesSlot).Select(t => new OperatorCodeTable(t))];

    public ImmutableArray<SubGraphTable> SubGraphs => [.. table.Tables(SubGraphsSlot).Select(t => new SubGraphTable(t))];

    public ImmutableArray<BufferTable> Buffers => [.. table.Tables(BuffersSlot).Select(t => new BufferTable(t))];

    public static ModelTable Root(ByteBuffer buffer) => new(FlatTable.Root(buffer));

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, VersionSlot, 4)
        && verifier.Tables(table, OperatorCodesSlot, OperatorCodeTable.Verify)
        && verifier.Tables(table, SubGraphsSlot, SubGraphTable.Verify)
        && verifier.Tables(table, BuffersSlot, BufferTable.Verify);
}

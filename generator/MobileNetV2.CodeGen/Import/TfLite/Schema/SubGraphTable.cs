using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>One function of the file: tensors and the operators between them.</summary>
internal readonly struct SubGraphTable(FlatTable table)
{
    private const int TensorsSlot = 0;
    private const int InputsSlot = 1;
    private const int OutputsSlot = 2;
    private const int OperatorsSlot = 3;

    public ImmutableArray<TensorTable> Tensors => [.. table.Tables(TensorsSlot).Select(t => new TensorTable(t))];

    public ImmutableArray<int> Inputs => table.Int32s(InputsSlot);

    public ImmutableArray<int> Outputs => table.Int32s(OutputsSlot);

    public ImmutableArray<OperatorTable> Operators => [.. table.Tables(OperatorsSlot).Select(t => new OperatorTable(t))];

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Tables(table, TensorsSlot, TensorTable.Verify)
        && verifier.Vector(table, InputsSlot, 4)
        && verifier.Vector(table, OutputsSlot, 4)
        && verifier.Tables(table, OperatorsSlot, OperatorTable.Verify);
}

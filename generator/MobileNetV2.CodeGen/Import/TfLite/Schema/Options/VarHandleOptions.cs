using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct VarHandleOptions(FlatTable table)
{
    private const int ContainerSlot = 0;
    private const int SharedNameSlot = 1;

    /// <summary>Two handles with the same name are of one variable, in whatever subgraph they are.</summary>
    public (string Container, string Name) Key => (table.Text(ContainerSlot), table.Text(SharedNameSlot));

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Text(table, ContainerSlot) && verifier.Text(table, SharedNameSlot);
}

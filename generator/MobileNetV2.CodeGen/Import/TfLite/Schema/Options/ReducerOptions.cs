using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct ReducerOptions(FlatTable table)
{
    private const int KeepDimensionsSlot = 0;

    public bool KeepDimensions => table.Bool(KeepDimensionsSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, KeepDimensionsSlot, 1);
}

using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct GeluOptions(FlatTable table)
{
    private const int ApproximateSlot = 0;

    public bool IsApproximate => table.Bool(ApproximateSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, ApproximateSlot, 1);
}

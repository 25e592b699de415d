using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct ResizeBilinearOptions(FlatTable table)
{
    private const int AlignCornersSlot = 2;
    private const int HalfPixelCentersSlot = 3;

    public bool AlignCorners => table.Bool(AlignCornersSlot);

    public bool HalfPixelCenters => table.Bool(HalfPixelCentersSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, AlignCornersSlot, 1) && verifier.Scalar(table, HalfPixelCentersSlot, 1);
}

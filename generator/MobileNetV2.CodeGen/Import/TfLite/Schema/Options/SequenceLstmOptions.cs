using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct SequenceLstmOptions(FlatTable table)
{
    private const int ActivationSlot = 0;
    private const int CellClipSlot = 1;
    private const int ProjectionClipSlot = 2;
    private const int TimeMajorSlot = 3;
    private const int DiagonalSlot = 5;

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public float CellClip => table.Single(CellClipSlot);

    public bool TimeMajor => table.Bool(TimeMajorSlot);

    /// <summary>Recurrent weights are given by their diagonals.</summary>
    public bool IsDiagonal => table.Bool(DiagonalSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, ActivationSlot, 1)
        && verifier.Scalar(table, CellClipSlot, 4)
        && verifier.Scalar(table, ProjectionClipSlot, 4)
        && verifier.Scalar(table, TimeMajorSlot, 1)
        && verifier.Scalar(table, DiagonalSlot, 1);
}

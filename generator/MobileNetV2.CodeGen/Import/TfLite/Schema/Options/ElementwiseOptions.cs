using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Options of ADD, SUB and MUL, which agree in the only field that counts for int8.</summary>
internal readonly struct ElementwiseOptions(FlatTable table)
{
    private const int ActivationSlot = 0;

    public FusedActivation Activation => (FusedActivation)table.Byte(ActivationSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) => verifier.Scalar(table, ActivationSlot, 1);
}

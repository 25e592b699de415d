using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>A kind and version of operator that the file uses; operators refer to it by index.</summary>
internal readonly struct OperatorCodeTable(FlatTable table)
{
    private const int DeprecatedBuiltinCodeSlot = 0;
    private const int CustomCodeSlot = 1;
    private const int VersionSlot = 2;
    private const int BuiltinCodeSlot = 3;

    /// <summary>Old writers fill an 8-bit field, later ones a 32-bit field too; whichever is larger counts.</summary>
    public BuiltinOperator BuiltinCode =>
        (BuiltinOperator)Math.Max((int)table.SByte(DeprecatedBuiltinCodeSlot), table.Int32(BuiltinCodeSlot));

    public string CustomCode => table.Text(CustomCodeSlot);

    public int Version => table.Int32(VersionSlot, absent: 1);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, DeprecatedBuiltinCodeSlot, 1)
        && verifier.Text(table, CustomCodeSlot)
        && verifier.Scalar(table, VersionSlot, 4)
        && verifier.Scalar(table, BuiltinCodeSlot, 4);
}

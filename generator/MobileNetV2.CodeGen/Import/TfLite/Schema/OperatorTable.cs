using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>One operation: a code, tensors and options.</summary>
internal readonly struct OperatorTable(FlatTable table)
{
    private const int OpcodeIndexSlot = 0;
    private const int InputsSlot = 1;
    private const int OutputsSlot = 2;
    private const int OptionsTypeSlot = 3;
    private const int OptionsSlot = 4;
    private const int CustomOptionsSlot = 5;

    public uint OpcodeIndex => table.UInt32(OpcodeIndexSlot);

    /// <summary>Tensor indices; -1 stands for an optional input that is absent.</summary>
    public ImmutableArray<int> Inputs => table.Int32s(InputsSlot);

    public ImmutableArray<int> Outputs => table.Int32s(OutputsSlot);

    public OptionsKind OptionsKind => (OptionsKind)table.Byte(OptionsTypeSlot);

    /// <summary>The options table; what is in it depends on <see cref="OptionsKind"/>.</summary>
    public FlatTable? Options => table.Table(OptionsSlot);

    /// <summary>Where in the file the options of a custom operator are.</summary>
    public (int Start, int Count) CustomOptions => table.Vector(CustomOptionsSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, OpcodeIndexSlot, 4)
        && verifier.Vector(table, InputsSlot, 4)
        && verifier.Vector(table, OutputsSlot, 4)
        && verifier.ViewedVector(table, CustomOptionsSlot)
        && verifier.Scalar(table, OptionsTypeSlot, 1)
        && verifier.Table(table, OptionsSlot, OptionsVerification.For((OptionsKind)verifier.ByteAt(table, OptionsTypeSlot)));
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>A field of an options table, by its number in the schema. One declaration verifies and reads it.</summary>
internal abstract class OptionsField
{
    /// <summary>Whether the field of the table at a position lies inside the file; absent is fine.</summary>
    public abstract bool Verify(FlatBufferVerifier verifier, int table);

    public static OptionsField<bool> Bool(int slot) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(bool)), table => table.Bool(slot), absent: false);

    public static OptionsField<byte> Byte(int slot) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(byte)), table => table.Byte(slot), absent: 0);

    public static OptionsField<int> Int32(int slot, int absent = 0) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(int)), table => table.Int32(slot, absent), absent);

    public static OptionsField<float> Single(int slot) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(float)), table => table.Single(slot), absent: 0);

    public static OptionsField<string> Text(int slot) =>
        new((verifier, at) => verifier.Text(at, slot), table => table.Text(slot), absent: "");

    public static OptionsField<ImmutableArray<int>> Int32s(int slot) =>
        new((verifier, at) => verifier.Vector(at, slot, sizeof(int)), table => table.Int32s(slot), absent: []);

    public static OptionsField<FusedActivation> Activation(int slot) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(byte)), table => (FusedActivation)table.Byte(slot), FusedActivation.None);

    public static OptionsField<PaddingScheme> Padding(int slot) =>
        new((verifier, at) => verifier.Scalar(at, slot, sizeof(byte)), table => (PaddingScheme)table.Byte(slot), PaddingScheme.Same);

    /// <summary>Two numbers: that of the width, and behind it that of the height.</summary>
    public static OptionsField<Size2D> Size(int slot, int absent = 0) => new(
        (verifier, at) => verifier.Scalar(at, slot, sizeof(int)) && verifier.Scalar(at, slot + 1, sizeof(int)),
        table => new Size2D(table.Int32(slot + 1, absent), table.Int32(slot, absent)),
        new Size2D(absent, absent));
}

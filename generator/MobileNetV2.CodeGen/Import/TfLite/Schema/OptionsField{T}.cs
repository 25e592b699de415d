using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>A field with a value; see <see cref="OptionsField"/> for the kinds that there are.</summary>
/// <param name="absent">What it is in a file that leaves it, or the whole table, out.</param>
internal sealed class OptionsField<T>(Func<FlatBufferVerifier, int, bool> verify, Func<FlatTable, T> read, T absent) : OptionsField
{
    public T Absent => absent;

    public override bool Verify(FlatBufferVerifier verifier, int table) => verify(verifier, table);

    /// <summary>Of a table that was verified.</summary>
    public T Read(FlatTable table) => read(table);
}

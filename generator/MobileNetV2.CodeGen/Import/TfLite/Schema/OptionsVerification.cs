using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>How options are verified: every field that anyone reads of a table of that kind.</summary>
internal static class OptionsVerification
{
    private static readonly ILookup<int, OptionsTable> Tables =
        OperatorConverters.All.Select(c => c.Options).OfType<OptionsTable>().Concat(StateConversion.Tables).Distinct()
            .ToLookup(t => (int)t.Kind);

    /// <remarks>Options that nobody reads get their header checked only.</remarks>
    public static FlatBufferVerifier.TableAction For(OptionsKind kind) =>
        (verifier, table) => Tables[(int)kind].All(t => t.Fields.All(f => f.Verify(verifier, table)));
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>How options are verified: every field that anyone reads of a table of that kind.</summary>
internal static class OptionsVerification
{
    private static readonly FrozenDictionary<OptionsKind, ImmutableArray<OptionsField>> Fields =
        OperatorConverters.All.Select(c => c.Options).OfType<OptionsTable>().Concat(StateConversion.Tables)
            .GroupBy(t => t.Kind, t => t.Fields)
            .ToFrozenDictionary(kind => kind.Key, kind => kind.SelectMany(f => f).Distinct().ToImmutableArray());

    /// <remarks>Options that nobody reads get their header checked only.</remarks>
    public static FlatBufferVerifier.TableAction For(OptionsKind kind)
    {
        var fields = Fields.GetValueOrDefault(kind, []);
        return (verifier, table) => fields.All(f => f.Verify(verifier, table));
    }
}

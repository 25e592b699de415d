using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>The options of an operator: which table of the schema's union it is, and the fields of it that are read.</summary>
internal sealed record OptionsTable(OptionsKind Kind, params ImmutableArray<OptionsField> Fields)
{
    /// <summary>A field of the operator's options; what stands for it when the file gives none, or another kind of options.</summary>
    /// <exception cref="InvalidOperationException">The table does not list the field, so that nobody verified it.</exception>
    public T Read<T>(OperatorTable source, OptionsField<T> field)
    {
        if (!Fields.Contains(field))
            throw new InvalidOperationException($"a field is read that the options of {Kind} do not list");
        return IsIn(source) ? field.Read(source.Options!.Value) : field.Absent;
    }

    /// <summary>Whether the operator has options of this kind.</summary>
    public bool IsIn(OperatorTable source) => source.OptionsKind == Kind && source.Options is not null;
}

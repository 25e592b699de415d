using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A parameter structure with designated initialisers.</summary>
/// <param name="Storage"><c>static const</c>, or <c>const</c> when a member is known at run time only.</param>
internal sealed record StructView(string Storage, string CType, string Name, ImmutableArray<FieldView> Fields, StructLayout Layout)
{
    public bool IsOneLine => Layout == StructLayout.OneLine;

    public bool IsNextLine => Layout == StructLayout.NextLine;
}

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Where the fields of a structure go.</summary>
internal enum StructLayout
{
    /// <summary>All on the line of the declaration.</summary>
    OneLine,

    /// <summary>All on the line behind it.</summary>
    NextLine,

    /// <summary>Each on a line of its own.</summary>
    FieldByField,
}

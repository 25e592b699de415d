using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Facts about <see cref="TensorElementType"/>.</summary>
internal static class TensorElementTypes
{
    /// <summary>The graph's type; null when the graph has none.</summary>
    public static ElementType? ToElementType(this TensorElementType type) => type switch
    {
        TensorElementType.Float32 => ElementType.Float32,
        TensorElementType.Int32 => ElementType.Int32,
        TensorElementType.UInt8 => ElementType.UInt8,
        TensorElementType.Int64 => ElementType.Int64,
        TensorElementType.Bool => ElementType.Bool,
        TensorElementType.Int16 => ElementType.Int16,
        TensorElementType.Int8 => ElementType.Int8,
        _ => null,
    };

    /// <summary>For people: the name, or the number of a type that appeared later.</summary>
    public static string Describe(this TensorElementType type) =>
        Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : "number " + ((int)type).ToString(CultureInfo.InvariantCulture);
}

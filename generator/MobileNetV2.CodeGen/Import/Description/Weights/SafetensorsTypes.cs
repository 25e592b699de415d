using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description.Weights;

/// <summary>The format's dtype words that have an element type here.</summary>
internal static class SafetensorsTypes
{
    public static FrozenDictionary<string, ElementType> ByWord { get; } = new Dictionary<string, ElementType>
    {
        ["I8"] = ElementType.Int8,
        ["U8"] = ElementType.UInt8,
        ["I16"] = ElementType.Int16,
        ["I32"] = ElementType.Int32,
        ["I64"] = ElementType.Int64,
        ["F32"] = ElementType.Float32,
        ["BOOL"] = ElementType.Bool,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string WordOf(ElementType type) => ByWord.First(word => word.Value == type).Key;
}

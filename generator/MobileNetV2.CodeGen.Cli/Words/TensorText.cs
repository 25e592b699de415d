using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Words;

/// <summary>Tensors in words, the same in every command.</summary>
internal static class TensorText
{
    public static string Type(ElementType type) => type switch
    {
        ElementType.Int8 => "int8",
        ElementType.UInt8 => "uint8",
        ElementType.Int16 => "int16",
        ElementType.Int32 => "int32",
        ElementType.Int64 => "int64",
        ElementType.Float32 => "float32",
        ElementType.Bool => "bool",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary><c>0.0078, -1</c>; <c>32 scales</c> when per channel; empty when not quantized.</summary>
    public static string Quantization(QuantizationParameters? quantization) => quantization switch
    {
        null => "",
        { IsPerChannel: true } q => string.Create(CultureInfo.InvariantCulture, $"{Counted(q.Scales.Length, "scale")}, axis {q.Axis}"),
        var q => string.Create(CultureInfo.InvariantCulture, $"{q.Scale:G6}, {q.ZeroPoint}"),
    };

    /// <summary>A name for a column: converters join the names of everything they fused by semicolons, the first says enough.</summary>
    public static string Name(string name) => name.IndexOf(';') is > 0 and var end ? name[..end] : name;

    /// <summary><c>1 case</c>, <c>2,000 cases</c>.</summary>
    public static string Counted(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

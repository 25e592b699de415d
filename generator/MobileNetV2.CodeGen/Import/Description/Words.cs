using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Words of the description format and what they stand for.</summary>
internal static class Words
{
    public const string FormatVersionProperty = "mnv2cModel";

    public const int FormatVersion = 1;

    public static FrozenDictionary<string, ElementType> ElementTypes { get; } = new Dictionary<string, ElementType>
    {
        ["int8"] = ElementType.Int8,
        ["uint8"] = ElementType.UInt8,
        ["int16"] = ElementType.Int16,
        ["int32"] = ElementType.Int32,
        ["int64"] = ElementType.Int64,
        ["float32"] = ElementType.Float32,
        ["bool"] = ElementType.Bool,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, Activation> Activations { get; } = new Dictionary<string, Activation>
    {
        ["none"] = Activation.None,
        ["relu"] = Activation.Relu,
        ["relu6"] = Activation.Relu6,
        ["relu_n1_to_1"] = Activation.ReluN1To1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, ScaleProduct> ScaleProducts { get; } = new Dictionary<string, ScaleProduct>
    {
        ["float64"] = ScaleProduct.Float64,
        ["float32"] = ScaleProduct.Float32,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, CameraFormat> CameraFormats { get; } =
        Enum.GetValues<CameraFormat>().ToFrozenDictionary(f => f.Name(), StringComparer.Ordinal);

    public static string Of(ElementType type) => ElementTypes.First(word => word.Value == type).Key;

    public static string Of(ScaleProduct product) => ScaleProducts.First(word => word.Value == product).Key;

    public static string Of(Activation activation) => Activations.First(word => word.Value == activation).Key;
}

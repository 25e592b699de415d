using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Every operator that can be imported.</summary>
internal static partial class OperatorConverters
{
    public static ImmutableArray<OperatorConverter> All { get; } = [.. Conversions().SelectMany(c => c.Converters)];

    private static readonly ILookup<int, OperatorConverter> ByNumber = All.ToLookup(c => (int)c.Code);

    /// <summary>The converter of a kind; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(BuiltinOperator code) => Find(code, custom: "");

    /// <summary>The converter of a kind, custom ones by their name; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(OperatorCodeTable code) =>
        Find(code.BuiltinCode, code.BuiltinCode == BuiltinOperator.Custom ? code.CustomCode : "");

    private static OperatorConverter? Find(BuiltinOperator code, string custom) =>
        ByNumber[(int)code].FirstOrDefault(c => c.CustomCode == custom);

    [InstancesOf]
    private static partial ImmutableArray<OperatorConversion> Conversions();
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Every operator that can be imported.</summary>
internal static partial class OperatorConverters
{
    public static ImmutableArray<OperatorConverter> All { get; } = [.. Conversions().SelectMany(c => c.Converters)];

    private static readonly FrozenDictionary<(BuiltinOperator Code, string Custom), OperatorConverter> ByCode =
        All.ToFrozenDictionary(c => (c.Code, c.CustomCode));

    /// <summary>The converter of a kind; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(BuiltinOperator code) => ByCode.GetValueOrDefault((code, ""));

    /// <summary>The converter of a kind, custom ones by their name; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(OperatorCodeTable code) =>
        code.BuiltinCode == BuiltinOperator.Custom ? ByCode.GetValueOrDefault((code.BuiltinCode, code.CustomCode)) : Find(code.BuiltinCode);

    [InstancesOf]
    private static partial ImmutableArray<OperatorConversion> Conversions();
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>GELU, exact or approximate.</summary>
internal static class GeluConverter
{
    public static Operator? Convert(OperatorSource source) => new Gelu(
        source.Id, source.InputIds(1), source.OutputIds, source.Options is { } options && new GeluOptions(options).IsApproximate);
}

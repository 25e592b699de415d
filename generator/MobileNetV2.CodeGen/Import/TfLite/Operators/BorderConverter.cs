using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>QUANTIZE and DEQUANTIZE.</summary>
internal static class BorderConverter
{
    public static Operator? Quantize(OperatorSource source) => new Quantize(source.Id, source.InputIds(1), source.OutputIds);

    public static Operator? Dequantize(OperatorSource source) => new Dequantize(source.Id, source.InputIds(1), source.OutputIds);
}

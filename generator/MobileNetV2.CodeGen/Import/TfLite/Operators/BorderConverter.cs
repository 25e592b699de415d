using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>QUANTIZE and DEQUANTIZE.</summary>
internal sealed class BorderConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Quantize, 4, 1, 1, DataTypes.Any, s => new Quantize(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Dequantize, 7, 1, 1, DataTypes.Any, s => new Dequantize(s.Id, s.InputIds(1), s.OutputIds)),
    ];
}

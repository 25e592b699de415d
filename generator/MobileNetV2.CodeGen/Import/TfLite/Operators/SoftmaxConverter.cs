using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SOFTMAX and LOG_SOFTMAX over the last dimension.</summary>
internal sealed class SoftmaxConverter : OperatorConversion
{
    private static readonly OptionsField<float> Beta = OptionsField.Single(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Softmax, 3, 1, 1, DataTypes.Quantized, Softmax) { Options = new(OptionsKind.Softmax, Beta) },
        new(BuiltinOperator.LogSoftmax, 2, 1, 1, DataTypes.Quantized, s => new LogSoftmax(s.Id, s.InputIds(1), s.OutputIds)),
    ];

    private static Softmax Softmax(OperatorSource source) => new(source.Id, source.InputIds(1), source.OutputIds, source.Option(Beta));
}

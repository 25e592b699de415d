using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Functions of one number.</summary>
internal sealed class TableConverter : OperatorConversion
{
    private const DataTypes Curve = DataTypes.Quantized | DataTypes.RoundsApartOnUInt8;

    private static readonly OptionsField<float> Alpha = OptionsField.Single(0);
    private static readonly OptionsField<bool> IsApproximate = OptionsField.Bool(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Relu, 3, 1, 1, DataTypes.Quantized, s => Relu(s, Activation.Relu)),
        new(BuiltinOperator.Relu6, 3, 1, 1, DataTypes.Quantized, s => Relu(s, Activation.Relu6)),
        new(BuiltinOperator.ReluN1To1, 3, 1, 1, DataTypes.Quantized, s => Relu(s, Activation.ReluN1To1)),
        new(BuiltinOperator.Logistic, 3, 1, 1, Curve, s => new Logistic(s.Id, s.InputIds(1), s.OutputIds, s.RoundsAsUInt8)),
        new(BuiltinOperator.Tanh, 3, 1, 1, Curve, s => new Tanh(s.Id, s.InputIds(1), s.OutputIds, s.RoundsAsUInt8)),
        new(BuiltinOperator.HardSwish, 1, 1, 1, DataTypes.Quantized, s => new HardSwish(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Elu, 1, 1, 1, DataTypes.Quantized, s => new Elu(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Abs, 5, 1, 1, DataTypes.Quantized, s => new Abs(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Neg, 1, 1, 1, DataTypes.Quantized, s => new Neg(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Relu0To1, 1, 1, 1, DataTypes.Quantized, s => new Relu0To1(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Rsqrt, 3, 1, 1, DataTypes.Quantized, s => new Rsqrt(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Sqrt, 2, 1, 1, DataTypes.Quantized, s => new Sqrt(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Exp, 2, 1, 1, DataTypes.Quantized, s => new Exp(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Log, 2, 1, 1, DataTypes.Quantized, s => new Log(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Square, 2, 1, 1, DataTypes.Quantized, s => new Square(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Sign, 2, 1, 1, DataTypes.Quantized, s => new Sign(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Floor, 1, 1, 1, DataTypes.Quantized, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.Ceil, 1, 1, 1, DataTypes.Quantized, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.Round, 1, 1, 1, DataTypes.Quantized, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.LeakyRelu, 2, 1, 1, DataTypes.Quantized, s => new LeakyRelu(s.Id, s.InputIds(1), s.OutputIds, s.Option(Alpha)))
            { Options = new(OptionsKind.LeakyRelu, Alpha) },
        new(BuiltinOperator.Gelu, 2, 1, 1, DataTypes.Quantized, s => new Gelu(s.Id, s.InputIds(1), s.OutputIds, s.Option(IsApproximate)))
            { Options = new(OptionsKind.Gelu, IsApproximate), MayLackOptions = true },
    ];

    private static Relu Relu(OperatorSource source, Activation activation) =>
        new(source.Id, source.InputIds(1), source.OutputIds, activation);
}

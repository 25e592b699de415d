using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Operators that compute element by element with two inputs, or with several.</summary>
internal sealed class ElementwiseConverter : OperatorConversion
{
    private const DataTypes Numbers = DataTypes.Quantized | DataTypes.Integers;

    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Add, 6, 2, 2, Numbers, Add)
            { Options = new(OptionsKind.Add, Activation), MayLackOptions = true },
        new(BuiltinOperator.Sub, 5, 2, 2, Numbers, Sub)
            { Options = new(OptionsKind.Sub, Activation), MayLackOptions = true },
        new(BuiltinOperator.Mul, 8, 2, 2, Numbers | DataTypes.RoundsApartOnUInt8, Mul)
            { Options = new(OptionsKind.Mul, Activation), MayLackOptions = true },
        new(BuiltinOperator.Div, 2, 2, 2, Numbers, Div)
            { Options = new(OptionsKind.Div, Activation), MayLackOptions = true },
        new(BuiltinOperator.SquaredDifference, 2, 2, 2, Numbers, s => new SquaredDifference(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.Maximum, 5, 2, 2, Numbers, s => new Maximum(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.Minimum, 5, 2, 2, Numbers, s => new Minimum(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.Prelu, 1, 2, 2, DataTypes.Quantized, s => new Prelu(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.AddN, 1, 2, int.MaxValue, DataTypes.Quantized, s => new AddN(s.Id, s.InputIds(s.InputCount), s.OutputIds)),
        new(BuiltinOperator.FloorDiv, 3, 2, 2, DataTypes.Any, s => new FloorDiv(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.FloorMod, 2, 2, 2, DataTypes.Any, s => new FloorMod(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.Pow, 1, 2, 2, DataTypes.Any, s => new Pow(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.Equal, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.NotEqual, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.Less, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.LessEqual, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.Greater, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.GreaterEqual, 4, 2, 2, DataTypes.Any, Comparison),
        new(BuiltinOperator.LogicalAnd, 1, 2, 2, DataTypes.Any, s => new Logical(s.Id, s.InputIds(2), s.OutputIds, s.Kind)),
        new(BuiltinOperator.LogicalOr, 1, 2, 2, DataTypes.Any, s => new Logical(s.Id, s.InputIds(2), s.OutputIds, s.Kind)),
        new(BuiltinOperator.LogicalNot, 1, 1, 1, DataTypes.Any, s => new LogicalNot(s.Id, s.InputIds(1), s.OutputIds)),
    ];

    private static Add? Add(OperatorSource source) =>
        Fused(source) is { } activation ? new Add(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    private static Sub? Sub(OperatorSource source) =>
        Fused(source) is { } activation ? new Sub(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    private static Mul? Mul(OperatorSource source) =>
        Fused(source) is { } activation
            ? new Mul(source.Id, source.InputIds(2), source.OutputIds, activation) { ScaleProduct = source.ScaleProduct }
            : null;

    private static Div? Div(OperatorSource source) =>
        Fused(source) is { } activation ? new Div(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    private static Comparison Comparison(OperatorSource source) => new(source.Id, source.InputIds(2), source.OutputIds, source.Kind);

    private static Activation? Fused(OperatorSource source) => source.Activation(source.Option(Activation));
}

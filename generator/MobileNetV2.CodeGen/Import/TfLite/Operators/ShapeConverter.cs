using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>What networks compute shapes with: SHAPE, FILL, BROADCAST_TO and CAST.</summary>
internal sealed class ShapeConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Shape, 1, 1, 1, DataTypes.Any, s => new ShapeOf(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Fill, 4, 2, 2, DataTypes.Any, Fill),
        new(BuiltinOperator.BroadcastTo, 3, 2, 2, DataTypes.Any, BroadcastTo),
        new(BuiltinOperator.Cast, 7, 1, 1, DataTypes.Any, s => new Cast(s.Id, s.InputIds(1), s.OutputIds)),
    ];

    private static Broadcast? Fill(OperatorSource source) =>
        source.ConstantIntegers(0, "shape") is { } shape && source.HasOutput(shape) ? Make(source, source.Input(1)) : null;

    private static Broadcast? BroadcastTo(OperatorSource source) =>
        source.ConstantIntegers(1, "shape") is { } shape && source.HasOutput(shape) ? Make(source, source.Input(0)) : null;

    private static Broadcast Make(OperatorSource source, Tensor input) =>
        new(source.Id, [input.Id], source.OutputIds, source.Converter.Code.Name());
}

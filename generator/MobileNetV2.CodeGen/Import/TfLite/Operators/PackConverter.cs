using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>PACK along a new dimension.</summary>
internal static class PackConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var axis = source.Options is { } options ? new PackOptions(options).Axis : 0;
        return Axes.Normalise(source, axis, source.Input(0).Shape.Rank + 1) is { } normal
            ? new Pack(source.Id, source.InputIds(source.InputCount), source.OutputIds, normal)
            : null;
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CONCATENATION along an axis.</summary>
internal static class ConcatenationConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var options = new ConcatenationOptions(source.Options!.Value);
        if (options.Activation != FusedActivation.None)
        {
            source.BadOption($"fused activation {options.Activation} is not supported here", "apply the activation as a separate operator");
            return null;
        }

        return Axes.Normalise(source, options.Axis, source.Input(0).Shape.Rank) is { } axis
            ? new Concatenation(source.Id, source.InputIds(source.InputCount), source.OutputIds, axis)
            {
                UInt8Rounding = source.RoundsAsUInt8
                    && Enumerable.Range(0, source.InputCount).Any(i => !Equals(source.Input(i).Quantization, source.Output.Quantization)),
            }
            : null;
    }
}

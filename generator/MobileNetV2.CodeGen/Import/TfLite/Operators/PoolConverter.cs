using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Import.TfLite.UInt8;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D.</summary>
internal static class PoolConverter
{
    public static Operator? AveragePool2D(OperatorSource source) =>
        Read(source) is var (window, stride, padding, activation)
            ? new AveragePool2D(source.Id, source.InputIds(1), source.OutputIds, window, stride, padding, activation)
            {
                UInt8Rounding = source.RoundsAsUInt8
                    && EvenWindows.Exist(source.Input(0).Shape, source.Output.Shape, window, stride, padding),
            }
            : null;

    public static Operator? MaxPool2D(OperatorSource source) =>
        Read(source) is var (window, stride, padding, activation)
            ? new MaxPool2D(source.Id, source.InputIds(1), source.OutputIds, window, stride, padding, activation)
            : null;

    private static (Size2D Window, Size2D Stride, Padding2D Padding, Activation Activation)? Read(OperatorSource source)
    {
        var options = new Pool2DOptions(source.Options!.Value);
        if (!source.HasRank(source.Input(0), 4)
            || source.Activation(options.Activation) is not { } activation
            || WindowPadding.Resolve(source, options.Padding, source.Input(0).Shape, options.Window, options.Stride,
                Size2D.One) is not { } padding)
            return null;
        return (options.Window, options.Stride, padding, activation);
    }
}

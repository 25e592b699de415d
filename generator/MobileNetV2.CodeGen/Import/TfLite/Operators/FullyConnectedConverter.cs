using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>FULLY_CONNECTED.</summary>
internal static class FullyConnectedConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var options = new FullyConnectedOptions(source.Options!.Value);
        if (options.WeightsFormat != 0)
        {
            source.BadOption($"weights format {options.WeightsFormat} (shuffled) is not supported",
                "convert with the default weights format");
            return null;
        }

        if (source.Activation(options.Activation) is not { } activation)
            return null;
        var ids = source.InputIds(3);
        return IsProduct(source, ids.Length)
            ? new BatchMatMul(source.Id, ids, source.OutputIds, TransposeLeft: false, TransposeRight: true, activation)
            : new FullyConnected(source.Id, ids, source.OutputIds, options.KeepDimensions, activation);
    }

    /// <summary>Weights that the network computes make it a product of two matrices, with the same bits.</summary>
    private static bool IsProduct(OperatorSource source, int inputs) =>
        inputs == 2
        && source.Input(1) is { IsConstant: false, Type: ElementType.Int8, Shape.Rank: 2 }
        && source.Input(0) is { Type: ElementType.Int8, Shape.Rank: 2 };
}

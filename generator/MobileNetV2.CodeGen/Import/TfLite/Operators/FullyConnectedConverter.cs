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
            source.BadOption($"weights format {options.WeightsFormat} (shuffled) is not supported", "convert with the default weights format");
            return null;
        }

        return source.Activation(options.Activation) is { } activation
            ? new FullyConnected(source.Id, source.InputIds(3), source.OutputIds, options.KeepDimensions, activation)
            : null;
    }
}

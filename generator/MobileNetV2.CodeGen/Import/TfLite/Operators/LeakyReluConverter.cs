using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>LEAKY_RELU with its slope below 0.</summary>
internal static class LeakyReluConverter
{
    public static Operator? Convert(OperatorSource source) =>
        new LeakyRelu(source.Id, source.InputIds(1), source.OutputIds, new LeakyReluOptions(source.Options!.Value).Alpha);
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>RELU, RELU6 and RELU_N1_TO_1 as operators of their own.</summary>
internal static class ReluConverter
{
    public static Operator? Convert(OperatorSource source, Activation activation) =>
        new Relu(source.Id, source.InputIds(1), source.OutputIds, activation);
}

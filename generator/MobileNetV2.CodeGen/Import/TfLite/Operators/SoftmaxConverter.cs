using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SOFTMAX over the last dimension.</summary>
internal static class SoftmaxConverter
{
    public static Operator? Convert(OperatorSource source) =>
        new Softmax(source.Id, source.InputIds(1), source.OutputIds, new SoftmaxOptions(source.Options!.Value).Beta);
}

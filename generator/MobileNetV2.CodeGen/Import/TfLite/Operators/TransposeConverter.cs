using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>TRANSPOSE by a constant permutation.</summary>
internal static class TransposeConverter
{
    public static Operator? Convert(OperatorSource source) =>
        source.ConstantIntegers(1, "permutation") is { } permutation
            ? new Transpose(source.Id, source.InputIds(1), source.OutputIds, permutation)
            : null;
}

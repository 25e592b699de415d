using System.Collections.Frozen;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Functions that the library has and that generated code does not call, with the reason.</summary>
internal static class LibraryGaps
{
    private static readonly FrozenDictionary<Type, string> Reasons = new Dictionary<Type, string>
    {
        [typeof(TransposeConv)] = "v7.0.0 misplaces rows where the padding is no multiple of the stride",
        [typeof(SequenceLstm)] = "v7.0.0 forgets the state after each call",
        [typeof(Concatenation)] = "a plain copy, which ours mostly saves",
    }.ToFrozenDictionary();

    /// <summary>Why the library is not called for operators of this record; null when it is, or has nothing to call.</summary>
    public static string? WhyNot(Type operatorType) => Reasons.GetValueOrDefault(operatorType);
}

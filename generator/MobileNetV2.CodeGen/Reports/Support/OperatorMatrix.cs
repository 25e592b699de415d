using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Reports.Support;

/// <summary>The list of operators, from their definitions and from the rules of kernels.</summary>
public static class OperatorMatrix
{
    /// <summary>Every operator, by name.</summary>
    public static ImmutableArray<OperatorSupport> All { get; } =
        [.. OperatorCatalog.All.SelectMany(d => d.Kinds.Select(kind => Of(d, kind))).OrderBy(o => o.Kind, StringComparer.Ordinal)];

    private static OperatorSupport Of(OperatorDefinition definition, string kind)
    {
        var computed = definition.Inputs is [var input, ..] && !input.Types.IsEmpty ? input.Types : [.. Enum.GetValues<ElementType>()];
        if (FloatKernels.Has(definition.OperatorType))
            computed = [.. computed.Append(ElementType.Float32).Distinct()];
        if (IntegerDialect.Has(definition.OperatorType))
            computed = [.. computed.Append(ElementType.Int32).Append(ElementType.Int64).Distinct()];
        if (WideKernels.Has(definition.OperatorType))
            computed = [.. computed.Append(ElementType.Int16).Distinct()];
        return new OperatorSupport(
            kind,
            Names(computed),
            Names(computed.Where(t => KernelSets.Portable.Any(r => r.MayServe(definition.OperatorType, t)))),
            Names(computed.Where(t => KernelSets.CmsisNn.Any(r => r.IsOfLibrary && r.MayServe(definition.OperatorType, t)))),
            definition.StreamsWhen,
            definition.ReadsShapesOnly)
        {
            WhyNoLibrary = LibraryGaps.WhyNot(definition.OperatorType),
        };
    }

    private static ImmutableArray<string> Names(IEnumerable<ElementType> types) =>
        [.. types.Select(t => t.ToString().ToLowerInvariant())];
}

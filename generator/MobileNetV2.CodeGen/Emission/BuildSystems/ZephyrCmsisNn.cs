using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>How Zephyr is asked for functions of CMSIS-NN: its module builds groups of files, each behind a Kconfig option.</summary>
internal static class ZephyrCmsisNn
{
    /// <summary>Kconfig options to select for calls of <paramref name="functions"/>, in ordinal order.</summary>
    public static ImmutableArray<string> Options(IEnumerable<LibraryPart> functions) =>
        [.. functions.Select(f => f.Group).OfType<string>().Append("NNSUPPORT").Distinct().Order(StringComparer.Ordinal)
            .Select(g => "CMSIS_NN_" + g)];

    /// <summary>Files of the library that no option builds, relative to its root.</summary>
    public static ImmutableArray<string> ExtraSources(IEnumerable<LibraryPart> functions) =>
        [.. functions.Select(f => f.LoneSource).OfType<string>().Distinct()];
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>How Zephyr is asked for functions of CMSIS-NN: its module builds groups of files, each behind a Kconfig option.</summary>
internal static class ZephyrCmsisNn
{
    /// <summary>Kconfig options to select for calls of <paramref name="functions"/>, in ordinal order.</summary>
    public static ImmutableArray<string> Options(IEnumerable<string> functions) =>
        [.. functions.Select(Group).OfType<string>().Append("NNSUPPORT").Distinct().Order(StringComparer.Ordinal).Select(g => "CMSIS_NN_" + g)];

    /// <summary>Files of the library that no option builds, relative to its root.</summary>
    public static ImmutableArray<string> ExtraSources(IEnumerable<string> functions) =>
        [.. functions.Where(f => f == "arm_pad_s8").Distinct().Select(f => $"Source/PadFunctions/{f}.c")];

    private static string? Group(string function) => function switch
    {
        _ when function.StartsWith("arm_convolve_", StringComparison.Ordinal) => "CONVOLUTION",
        _ when function.StartsWith("arm_depthwise_conv_", StringComparison.Ordinal) => "CONVOLUTION",
        _ when function.StartsWith("arm_fully_connected_", StringComparison.Ordinal) => "FULLYCONNECTED",
        _ when function.StartsWith("arm_vector_sum_", StringComparison.Ordinal) => "NNSUPPORT",
        _ when function.StartsWith("arm_nn_", StringComparison.Ordinal) => "NNSUPPORT",
        _ when function.StartsWith("arm_elementwise_", StringComparison.Ordinal) => "BASICMATH",
        "arm_avgpool_s8" or "arm_max_pool_s8" => "POOLING",
        "arm_softmax_s8" => "SOFTMAX",
        "arm_pad_s8" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Support;

/// <summary>What there is for an operator.</summary>
/// <param name="Kind">Its standard name, as in TensorFlow Lite.</param>
/// <param name="Reference">Element types of the first input that the reference interpreter computes with.</param>
/// <param name="Portable">Those for which generated code has a kernel of ours.</param>
/// <param name="CmsisNn">Those for which it may call CMSIS-NN, where every build of the library gives the same bits.</param>
/// <param name="StreamsWhen">When it runs row by row: null never, empty always, otherwise a condition.</param>
/// <param name="IsFolded">Its output is known when the network is compiled: it needs no kernel.</param>
public sealed record OperatorSupport(
    string Kind,
    ImmutableArray<string> Reference,
    ImmutableArray<string> Portable,
    ImmutableArray<string> CmsisNn,
    string? StreamsWhen,
    bool IsFolded)
{
    /// <summary>Why the library is not called though it has a function; null when it is, or has none.</summary>
    public string? WhyNoLibrary { get; init; }
}

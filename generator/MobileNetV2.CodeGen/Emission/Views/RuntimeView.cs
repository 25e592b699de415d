using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What generated code needs of the C runtime.</summary>
/// <param name="Headers">To include, besides <c>mnv2_runtime.h</c>.</param>
/// <param name="Sources">To compile.</param>
/// <param name="CallsCmsisNn">Whether functions of CMSIS-NN are called.</param>
/// <param name="CmsisNnBuild">The library's build that scratch memory is for; null when nothing calls it, or on a host,
/// where any build may be linked.</param>
/// <param name="Generated">Those of the sources that are made for this network.</param>
internal sealed record RuntimeView(
    int Version,
    ImmutableArray<string> Headers,
    ImmutableArray<string> Sources,
    bool CallsCmsisNn,
    CmsisNnBuildView? CmsisNnBuild,
    ImmutableArray<GeneratedSource> Generated);

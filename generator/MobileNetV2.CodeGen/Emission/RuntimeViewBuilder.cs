using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Finds the runtime files that a program's calls need.</summary>
internal static class RuntimeViewBuilder
{
    public static RuntimeView Build(KernelProgram program)
    {
        var calls = program.Steps.SelectMany(s => s.Calls).ToArray();
        var streams = program.Steps.Any(s => s.Stream is not null);
        var kernels = calls.Select(c => c.Kernel).Distinct().ToArray();
        var sources = kernels.SelectMany(k => k.Sources).DistinctBy(s => s.FileName).ToArray();
        var callsCmsisNn = kernels.Any(k => k.Library is not null);
        return new RuntimeView(
            RuntimeLibrary.Version,
            [.. kernels.Select(k => k.Header).Concat(streams ? ["mnv2_stream.h"] : []).Distinct().Order(StringComparer.Ordinal)],
            [.. sources.Select(s => s.FileName).Where(IsCompiled).Concat(streams ? ["mnv2_stream.c"] : []).Distinct().Order(StringComparer.Ordinal)],
            callsCmsisNn,
            callsCmsisNn ? CmsisNnBuild(program.Target) : null,
            [.. sources.OfType<GeneratedSource>().OrderBy(s => s.FileName, StringComparer.Ordinal)]);
    }

    private static CmsisNnBuildView? CmsisNnBuild(Target target) => target switch
    {
        { Core: Core.Host } => null,
        { HasMve: true } => new("MNV2_CMSIS_NN_HELIUM", "with Helium"),
        { HasDsp: true } => new("MNV2_CMSIS_NN_DSP", "with the DSP extension and without Helium"),
        _ => new("MNV2_CMSIS_NN_PLAIN", "without the DSP extension"),
    };

    /// <summary>A generated source may bring its header.</summary>
    private static bool IsCompiled(string file) => file.EndsWith(".c", StringComparison.Ordinal);
}

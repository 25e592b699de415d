using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;

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
        return new RuntimeView(
            RuntimeLibrary.Version,
            [.. kernels.Select(k => k.Header).Concat(streams ? ["mnv2_stream.h"] : []).Distinct().Order(StringComparer.Ordinal)],
            [.. sources.Select(s => s.FileName).Concat(streams ? ["mnv2_stream.c"] : []).Distinct().Order(StringComparer.Ordinal)],
            kernels.Any(k => k.Library is not null),
            [.. sources.OfType<GeneratedSource>().OrderBy(s => s.FileName, StringComparer.Ordinal)]);
    }
}

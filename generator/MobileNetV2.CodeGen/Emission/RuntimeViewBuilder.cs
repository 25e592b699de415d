using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Finds the runtime files that a program's calls need.</summary>
internal static class RuntimeViewBuilder
{
    /// <param name="head">The network's head, or null.</param>
    public static RuntimeView Build(KernelProgram program, HeadCode? head)
    {
        var calls = program.Steps.SelectMany(s => s.Calls).ToArray();
        var streams = program.Steps.Where(s => s.Stream is not null).ToArray();
        string[] streamSources = [.. StreamSources(streams)];
        string[] streamHeaders = streamSources.Length > 0 ? ["mnv2_stream.h"] : [];
        var kernels = calls.Select(c => c.Kernel).Distinct().ToArray();
        var inArguments = calls.SelectMany(c => c.Arguments).OfType<RuntimeArgument>().SelectMany(a => a.Sources);
        var sources = kernels.SelectMany(k => k.Sources).Concat(inArguments).DistinctBy(s => s.FileName).ToArray();
        var callsCmsisNn = kernels.Any(k => k.Library is not null);
        return new RuntimeView(
            RuntimeLibrary.Version,
            [.. kernels.Select(k => k.Header).Concat(streamHeaders).Distinct().Order(StringComparer.Ordinal)],
            [
                .. sources.Select(s => s.FileName).Where(IsCompiled).Concat(streamSources).Concat(
                    HeadSources(head)).Append("mnv2_runtime.c").Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            callsCmsisNn,
            callsCmsisNn ? CmsisNnBuild(program.Target) : null,
            [.. sources.OfType<GeneratedSource>().Concat(OwnSources(head)).OrderBy(s => s.FileName, StringComparer.Ordinal)]);
    }

    /// <summary>A loop over one operator needs no order, but a window may need pointers to its rows.</summary>
    private static IEnumerable<string> StreamSources(LoweredStep[] streams)
    {
        if (streams.Any(s => !LoopStepViewBuilder.Serves(s.Stream!) || s.Stream!.Stages[0].Window is not null))
            yield return "mnv2_stream.c";
        if (streams.Any(s => !LoopStepViewBuilder.Serves(s.Stream!) && s.Calls.Any(c => c.CanFail)))
            yield return "mnv2_stream_checked.c";
        if (streams.Any(s => s.Stream!.Stages.Any(g => g.Expansion?.Carried is not null)))
            yield return "mnv2_copy_columns.c";
    }

    private static IEnumerable<string> HeadSources(HeadCode? head) =>
        head is null ? [] : [.. head.Sources, .. OwnSources(head).Select(s => s.FileName).Where(IsCompiled)];

    private static IEnumerable<GeneratedSource> OwnSources(HeadCode? head) =>
        head?.OwnSources.Select(s => new GeneratedSource(s.FileName, s.Text)) ?? [];

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

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Messages;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Compiles and links a generated model with the harness, every warning an error.</summary>
/// <param name="CmsisNn">Links the official library instead of the generated stand-ins; null does not.</param>
/// <param name="Bench">The harness counts instructions instead of comparing tensors.</param>
/// <param name="StackBytes">Of the emulated program; the host's stack is the system's.</param>
internal sealed partial record HarnessBuilder(Toolchain Toolchain, CmsisNn? CmsisNn, bool Bench, int StackBytes)
{
    public const string ProgramName = "program.elf";

    public const string MapName = "program.map";

    /// <returns>The program's path below <paramref name="folder"/>.</returns>
    public async Task<Outcome<string>> BuildAsync(SimulatedModel model, SimulationFolder folder, CancellationToken cancellation)
    {
        var sources = WriteSources(model, folder);
        var flags = Flags(model);
        var cache = await CacheAsync(folder, flags, cancellation);
        if (!cache.Diagnostics.IsEmpty)
            return new(null, cache.Diagnostics);
        var compiler = new SourceCompiler(Toolchain.Compiler, flags, folder);
        var objects = await compiler.CompileAsync(sources, cache.Value, cancellation);
        if (objects.Value is not { } made)
            return new(null, objects.Diagnostics);
        var link = await compiler.LinkAsync(LinkArguments(made), cancellation);
        return compiler.ProblemOf(link) is { } problem
            ? new(null, [OverflowOf(link.Value?.Errors) ?? problem])
            : new(folder[ProgramName], []);
    }

    /// <returns>Null where nothing is kept: a call graph is written beside an object, a library's headers are not ours to know.</returns>
    private async Task<Outcome<ObjectCache>> CacheAsync(
        SimulationFolder folder, ImmutableArray<string> flags, CancellationToken cancellation)
    {
        if (Bench || CmsisNn is not null)
            return new(null, []);
        var version = await SourceCompiler.VersionAsync(Toolchain.Compiler, cancellation);
        return new(
            version.Value is { } about ? new(BuildCache.Objects, folder, Toolchain.Compiler, about, flags) : null, version.Diagnostics);
    }

    private ImmutableArray<string> WriteSources(SimulatedModel model, SimulationFolder folder)
    {
        var sources = ImmutableArray.CreateBuilder<string>();
        foreach (var file in model.Files)
        {
            folder.Write(file with { RelativePath = "model/" + file.RelativePath });
            if (file.RelativePath.EndsWith(".c", StringComparison.Ordinal))
                sources.Add("model/" + file.RelativePath);
        }

        folder.Write("harness/mnv2_model.c", ModelSource.For(model, BringsArenas(model, Bench)));
        sources.Add("harness/mnv2_model.c");
        sources.AddRange(folder.WriteEmbedded("harness/")
            .Where(n => n.EndsWith(".c", StringComparison.Ordinal) && (Toolchain.Machine is null || n != "harness/mnv2_host.c")));
        if (model.Weights == WeightsFormat.Bin)
        {
            folder.Write("harness/mnv2_weights.S", WeightsAssembly(model));
            sources.Add("harness/mnv2_weights.S");
        }

        if (Toolchain.Machine is { } machine)
        {
            sources.AddRange(folder.WriteEmbedded("board/")
                .Where(n => n.EndsWith(".c", StringComparison.Ordinal) && (Bench || n != "board/mnv2_bench.c")));
            folder.Write("memory.ld", MemoryScript.For(machine));
        }

        return sources.ToImmutable();
    }

    private ImmutableArray<string> Flags(SimulatedModel model)
    {
        var flags = ImmutableArray.CreateBuilder<string>();
        flags.AddRange("-std=c11", "-Imodel", "-Iharness", "-Iboard", "-include", "mnv2_on_step.h", "-ffunction-sections",
            "-fdata-sections");
        flags.AddRange(Toolchain.CommonFlags);
        flags.AddRange(Toolchain.Warnings);
        flags.Add($"-DMNV2_HARNESS_BENCH={(Bench ? 1 : 0)}");
        flags.Add($"-DMNV2_HARNESS_SANITIZED={(Toolchain.Sanitize ? 1 : 0)}");
        if (Toolchain.Machine is { Emulator: { } emulator })
        {
            flags.Add($"-DMNV2_CLOCK_HZ={emulator.ClockHz}U");
            flags.Add("-DMNV2_HARNESS_SECTION=\".arena\"");
            flags.AddRange(ArenaMacros(model).Select(a => $"-D{a}_SECTION=\".arena\""));
            if (model.Weights != WeightsFormat.Bin)
                flags.Add($"-D{model.Name.ToUpperInvariant()}_WEIGHTS_SECTION=\".weights\"");
        }

        flags.AddRange(ArenaFlags(model, Bench));
        if (Bench)
            flags.Add("-fcallgraph-info=su");
        // -isystem: the warnings of somebody else's headers are not ours.
        if (CmsisNn is { } library)
            flags.AddRange("-DMNV2_USE_CMSIS_NN=1", "-isystem", library.IncludeFolder);
        return flags.ToImmutable();
    }

    /// <summary>
    /// The trace reads every arena, but generated code tells only where its inputs and outputs are: an arena without any is out of sight,
    /// so the harness brings arenas of its own. One arena always holds the outputs.
    /// </summary>
    public static bool BringsArenas(SimulatedModel model, bool isBench) => model.ArenaBytes.Length > 1 && !isBench;

    /// <summary>Says so to the generated code.</summary>
    public static IEnumerable<string> ArenaFlags(SimulatedModel model, bool isBench) =>
        BringsArenas(model, isBench) ? ArenaMacros(model).Select(a => $"-D{a}_EXTERNAL=1") : [];

    private static IEnumerable<string> ArenaMacros(SimulatedModel model) =>
        Enumerable.Range(0, model.ArenaBytes.Length)
            .Select(i => $"{model.Name.ToUpperInvariant()}_{ModelSource.ArenaName(i).ToUpperInvariant()}");

    private IEnumerable<string> LinkArguments(IReadOnlyList<string> objects)
    {
        ImmutableArray<string> libraries = CmsisNn is { } library ? [library.Library] : [];
        return Toolchain.Machine is null
            ? [.. Toolchain.CommonFlags, .. objects, .. libraries, "-o", ProgramName]
            :
            [
                .. Toolchain.CommonFlags, .. objects, .. libraries,
                "-nostartfiles", "-nostdlib", "-lc_nano", "-lgcc",
                "-L.", "-Tboard/mnv2_sections.ld", $"-Wl,--defsym=MNV2_STACK_BYTES={StackBytes}",
                "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments", $"-Wl,-Map={MapName}", "-o", ProgramName,
            ];
    }

    private Diagnostic? OverflowOf(string? errors)
    {
        var overflow = RegionOverflow().Match(errors ?? "");
        return overflow.Success
            ? SimulationDiagnostics.DoesNotFit(Toolchain.Machine!.Name, overflow.Groups["region"].Value,
                long.Parse(overflow.Groups["bytes"].Value, CultureInfo.InvariantCulture))
            : null;
    }

    public static string WeightsAssembly(SimulatedModel model) => $"""
            .section .weights, "a"
            .balign 64
            .global mnv2_weights_begin
            .global mnv2_weights_end
        mnv2_weights_begin:
            .incbin "model/{model.Name}_weights.bin"
        mnv2_weights_end:
        #if defined(__linux__)
            .section .note.GNU-stack, "", %progbits
        #endif

        """;

    [GeneratedRegex("region [`'](?<region>[a-z0-9_]+)' overflowed by (?<bytes>[0-9]+) bytes")]
    private static partial Regex RegionOverflow();
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Processes;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Compiles the sources of a folder to objects, as many at once as there are processors, and links them.</summary>
/// <param name="flags">Of every compile.</param>
internal sealed class SourceCompiler(string compiler, ImmutableArray<string> flags, SimulationFolder folder)
{
    private static readonly TimeSpan CompileLimit = TimeSpan.FromMinutes(5);

    /// <summary>What a compiler says of its version, or MNV6001.</summary>
    public static async Task<Outcome<string>> VersionAsync(string compiler, CancellationToken cancellation)
    {
        var run = await Tool.RunAsync(compiler, ["--version"], Path.GetTempPath(), CompileLimit, cancellation);
        return new(run.Value?.Output, run.Diagnostics);
    }

    /// <param name="sources">Paths below the folder.</param>
    /// <param name="cache">Has some of the objects already; null compiles all.</param>
    /// <returns>The objects' paths in the order of the sources; or MNV6001, MNV6002 of the first source that does not compile.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> CompileAsync(
        ImmutableArray<string> sources, ObjectCache? cache, CancellationToken cancellation)
    {
        var objects = new Outcome<string>[sources.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sources.Length),
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (i, token) => objects[i] = await ObjectOfAsync(sources[i], cache, token));
        return objects.FirstOrDefault(o => !o.Succeeded) is { } failure
            ? new(null, failure.Diagnostics)
            : new([.. objects.Select(o => o.Value!)], []);
    }

    public Task<Outcome<ToolRun>> LinkAsync(IEnumerable<string> arguments, CancellationToken cancellation) =>
        Tool.RunAsync(compiler, arguments, folder.Path, CompileLimit, cancellation);

    /// <summary>Why a compile or link did not succeed; null where it did.</summary>
    public Diagnostic? ProblemOf(Outcome<ToolRun> run) =>
        run.Value is not { } ended ? run.Diagnostics[0]
        : ended.Succeeded ? null
        : SimulationDiagnostics.BuildFailed(compiler, ended.TimedOut ? $"it did not end within {CompileLimit}" : ended.Errors);

    private async Task<Outcome<string>> ObjectOfAsync(string source, ObjectCache? cache, CancellationToken cancellation)
    {
        if (cache?.Find(source) is { } known)
            return new(known, []);
        var made = source + ".o";
        var run = await Tool.RunAsync(compiler, [.. flags, "-c", source, "-o", made], folder.Path, CompileLimit, cancellation);
        if (ProblemOf(run) is { } problem)
            return new(null, [problem]);
        cache?.Keep(source, made);
        return new(made, []);
    }
}

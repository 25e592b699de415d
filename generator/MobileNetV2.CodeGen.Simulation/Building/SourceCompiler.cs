using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Processes;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Compiles the sources of a folder to objects, as many at once as there are processors. What the runtime's kernels and the
/// harness become depends on no network: they are taken from an earlier build where one made them of the same bytes.</summary>
/// <param name="flags">Of every compile.</param>
/// <param name="cache">Keeps those objects; null compiles all.</param>
internal sealed class SourceCompiler(string compiler, ImmutableArray<string> flags, BuildCache? cache)
{
    private static readonly TimeSpan CompileLimit = TimeSpan.FromMinutes(5);

    /// <param name="sources">Paths below <paramref name="folder"/>.</param>
    /// <returns>The objects' paths in the order of the sources; or MNV6001, MNV6002 of the first source that does not compile.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> CompileAsync(
        SimulationFolder folder, ImmutableArray<string> sources, CancellationToken cancellation)
    {
        var version = await Tool.RunAsync(compiler, ["--version"], folder.Path, CompileLimit, cancellation);
        if (version.Value is not { } about)
            return new(null, version.Diagnostics);
        var keys = new ObjectKeys(folder, [compiler, about.Output, .. flags.Where(IsForAll)]);
        var objects = new Outcome<string>[sources.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sources.Length),
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (i, token) => objects[i] = await ObjectOfAsync(sources[i], folder, cache is null ? null : keys.Of(sources[i]), token));
        return objects.FirstOrDefault(o => !o.Succeeded) is { } failure
            ? new(null, failure.Diagnostics)
            : new([.. objects.Select(o => o.Value!)], []);
    }

    /// <summary>Why a compile or link did not succeed; null where it did.</summary>
    public Diagnostic? ProblemOf(Outcome<ToolRun> run) =>
        run.Value is not { } ended ? run.Diagnostics[0]
        : ended.Succeeded ? null
        : SimulationDiagnostics.BuildFailed(compiler, ended.TimedOut ? $"it did not end within {CompileLimit}" : ended.Errors);

    /// <summary>Runs the compiler to link.</summary>
    public Task<Outcome<ToolRun>> LinkAsync(SimulationFolder folder, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Tool.RunAsync(compiler, arguments, folder.Path, CompileLimit, cancellation);

    /// <summary>Macros by a network's name concern its own files alone.</summary>
    private static bool IsForAll(string flag) =>
        !flag.StartsWith("-D", StringComparison.Ordinal) || flag.StartsWith("-DMNV2_", StringComparison.Ordinal);

    private async Task<Outcome<string>> ObjectOfAsync(string source, SimulationFolder folder, string? key, CancellationToken cancellation)
    {
        if (key is not null && cache!.Find(key) is { } known)
            return new(known, []);
        var made = source + ".o";
        var run = await Tool.RunAsync(compiler, [.. flags, "-c", source, "-o", made], folder.Path, CompileLimit, cancellation);
        if (ProblemOf(run) is { } problem)
            return new(null, [problem]);
        if (key is not null)
            Keep(key, folder[made]);
        return new(made, []);
    }

    private void Keep(string key, string path)
    {
        try
        {
            cache!.Add(key, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written to: the next build compiles it again.
        }
    }
}

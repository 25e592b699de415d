using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Building;

namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>Makes a shared library of a generated model, or takes the one that was made of the same sources before.</summary>
internal sealed class LibraryBuilder(string compiler, BuildCache cache, OptimizationFlags optimization)
{
    private const string LibraryName = "model.library";

    private static readonly ImmutableArray<string> Flags =
        ["-std=c11", "-fPIC", "-Imodel", "-Iharness", "-include", "mnv2_on_step.h", "-DMNV2_HARNESS_BENCH=0", "-DMNV2_HARNESS_SANITIZED=0"];

    /// <returns>The library's path, or MNV6001 or MNV6002.</returns>
    public async Task<Outcome<string>> BuildAsync(SimulatedModel model, CancellationToken cancellation)
    {
        var version = await SourceCompiler.VersionAsync(compiler, cancellation);
        if (version.Value is not { } about)
            return new(null, version.Diagnostics);

        using var folder = new SimulationFolder();
        var sources = WriteSources(model, folder);
        ImmutableArray<string> flags = [.. Flags, .. optimization.Flags, .. HarnessBuilder.ArenaFlags(model, isBench: false)];
        var key = Key(folder, [compiler, about, RuntimeInformation.RuntimeIdentifier, .. flags]);
        if (cache.Find(key) is { } known)
            return new(known, []);

        var building = new SourceCompiler(compiler, flags, folder);
        var objects = await building.CompileAsync(
            [.. sources], new(BuildCache.Objects, folder, compiler, about, flags), cancellation);
        if (objects.Value is not { } made)
            return new(null, objects.Diagnostics);
        var link = await building.LinkAsync(["-shared", .. made, "-o", LibraryName], cancellation);
        return building.ProblemOf(link) is { } problem ? new(null, [problem]) : new(cache.Add(key, folder[LibraryName]), []);
    }

    private static List<string> WriteSources(SimulatedModel model, SimulationFolder folder)
    {
        var sources = new List<string>();
        foreach (var file in model.Files)
        {
            folder.Write(file with { RelativePath = "model/" + file.RelativePath });
            if (file.RelativePath.EndsWith(".c", StringComparison.Ordinal))
                sources.Add("model/" + file.RelativePath);
        }

        Add("harness/mnv2_model.c", ModelSource.For(model, HarnessBuilder.BringsArenas(model, isBench: false)));
        if (model.Inputs.Any(p => p.Arena == PlacedTensor.Nowhere))
            Add("harness/mnv2_rows.c", RowsSource.For(model));
        if (model.Weights == WeightsFormat.Bin)
            Add("harness/mnv2_weights.S", HarnessBuilder.WeightsAssembly(model));
        folder.WriteEmbedded("harness/mnv2_model.h");
        folder.WriteEmbedded("harness/mnv2_on_step.h");
        sources.AddRange(folder.WriteEmbedded("library/"));
        return sources;

        void Add(string name, string text)
        {
            folder.Write(name, text);
            sources.Add(name);
        }
    }

    /// <summary>Whatever decides what the compiler makes: all sources, flags, and the compiler's own version.</summary>
    private static string Key(SimulationFolder folder, IEnumerable<string> context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in context)
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder.Path, file) + "\0"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

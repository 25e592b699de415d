using System.Security.Cryptography;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>From a model file and options to C that can be simulated.</summary>
internal static class ModelLoading
{
    /// <exception cref="SimulationException">The file cannot be read or compiled.</exception>
    public static (CompileResult Result, CompileRequest Request) Compile(
        string modelFile, string targetName, SimulationOptions options, WeightsFormat weights)
    {
        if (options.RamBudgetBytes is { } budget)
            ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1, nameof(SimulationOptions.RamBudgetBytes));
        // As for --target: what looks like a path is a file.
        var target = Require(targetName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? TargetCatalog.Load(Read(targetName, "target"), targetName)
            : TargetCatalog.Find(targetName));
        var bytes = Read(modelFile, "model");
        // As the command line does it: the hash that the C carries is the same.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        var graph = Require(ModelImporter.Import(bytes, modelFile, name => Sibling(modelFile, name, hash)));
        var request =
            new CompileRequest(graph, CIdentifier.FromModelName(graph.Name), Convert.ToHexStringLower(hash.GetHashAndReset()), target)
            {
                Schedule = options.Schedule,
                Kernels = options.Kernels,
                Io = options.Io,
                Input = options.Input,
                KeepChannels = options.KeepChannels,
                RamBudgetBytes = options.RamBudgetBytes,
                Weights = weights,
            };
        request = LinkedLibrary.Use(request, options.CmsisNnFolder);
        return (Require(Compiler.Compile(request)), request);
    }

    public static T Require<T>(Outcome<T> outcome)
        where T : class =>
        outcome.Succeeded ? outcome.Value! : throw new SimulationException([.. outcome.Diagnostics.Where(d => d.IsError)]);

    /// <summary>A test's synchronization context may have a single thread, which would wait for itself.</summary>
    public static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private static byte[] Read(string path, string what) => File.Exists(path)
        ? File.ReadAllBytes(path)
        : throw new FileNotFoundException(
            $"the {what} file '{Path.GetFullPath(path)}' "
                + (Directory.Exists(path) ? "is a folder" : "does not exist; a project copies files there with CopyToOutputDirectory"),
            path);

    // A model file is untrusted: it names files of its own folder only.
    private static ReadOnlyMemory<byte>? Sibling(string modelFile, string name, IncrementalHash hash)
    {
        var path = Path.Combine(Path.GetDirectoryName(modelFile) ?? "", name);
        if (Path.GetFileName(name) != name || !File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        hash.AppendData(bytes);
        return bytes;
    }
}

using System.Security.Cryptography;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>From a model file and options to C that can be simulated.</summary>
internal static class ModelLoading
{
    /// <exception cref="SimulationException">The file cannot be read or compiled.</exception>
    public static (CompileResult Result, CompileRequest Request) Compile(string modelFile, string targetName, SimulationOptions options, WeightsFormat weights)
    {
        var target = Require(TargetCatalog.Find(targetName));
        if (!File.Exists(modelFile))
            throw new FileNotFoundException($"the model file '{Path.GetFullPath(modelFile)}' does not exist; a project copies it there with CopyToOutputDirectory", modelFile);
        var bytes = File.ReadAllBytes(modelFile);
        // As the command line does it: the hash that the C carries is the same.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        var graph = Require(ModelImporter.Import(bytes, modelFile, name => Sibling(modelFile, name, hash)));
        var request = new CompileRequest(graph, CIdentifier.FromModelName(graph.Name), Convert.ToHexStringLower(hash.GetHashAndReset()), target)
        {
            Schedule = options.Schedule,
            Kernels = options.Kernels,
            Io = options.Io,
            Input = options.Input,
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

using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>A temporary folder with everything a simulation builds and exchanges; gone when disposed.</summary>
internal sealed class SimulationFolder : IDisposable
{
    /// <summary>Those that are not disposed when the process ends: a cancelled computation is left behind.</summary>
    private static readonly ConcurrentDictionary<string, bool> Open = new(StringComparer.Ordinal);

    static SimulationFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var path in Open.Keys)
            Delete(path);
    };

    public SimulationFolder()
    {
        Path = MakeFolder();
        Open[Path] = true;
    }

    public string Path { get; }

    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    public void Write(string relativePath, string text) => Write(relativePath, Encoding.UTF8.GetBytes(text));

    public void Write(string relativePath, ReadOnlySpan<byte> bytes)
    {
        using var file = Create(relativePath);
        file.Write(bytes);
    }

    public void Write(GeneratedFile generated)
    {
        using var file = Create(generated.RelativePath);
        generated.Write(file);
    }

    /// <summary>Copies the embedded files whose names begin with <paramref name="prefix"/>; returns their names.</summary>
    public IReadOnlyList<string> WriteEmbedded(string prefix)
    {
        var assembly = typeof(SimulationFolder).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            Copy(assembly, name);
        return names;
    }

    /// <exception cref="IOException">Says where, which the system's own message does not.</exception>
    private static string MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("mnv2-simulation-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"no folder can be made in '{System.IO.Path.GetTempPath()}', the place for temporary files: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        Delete(Path);
        Open.TryRemove(Path, out _);
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An emulator that was killed may hold a file for a moment; the system empties its temporary folder later.
        }
    }

    private void Copy(Assembly assembly, string name)
    {
        using var from = assembly.GetManifestResourceStream(name)!;
        using var to = Create(name);
        from.CopyTo(to);
    }

    private FileStream Create(string relativePath)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return File.Create(path);
    }
}

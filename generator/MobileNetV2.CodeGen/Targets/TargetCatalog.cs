using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Targets.Json;

namespace MobileNetV2.CodeGen.Targets;

/// <summary>The built-in targets, and target files of the user.</summary>
public static class TargetCatalog
{
    private const string Folder = "targets/";

    private static readonly PlacedJson Schema = PlacedJson.Parse(Resource(Folder + "schema.json"));

    /// <summary>Every built-in target: the host, the cores, then boards by name.</summary>
    public static ImmutableArray<Target> All { get; } = ReadAll();

    /// <summary>The built-in target called <paramref name="name"/>; MNV4001 when there is none.</summary>
    public static Outcome<Target> Find(string name)
    {
        var target = All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
        return target is null ? new(null, [TargetDiagnostics.Unknown(name, All)]) : new(target, []);
    }

    /// <summary>Reads a target file, which may inherit a built-in core.</summary>
    /// <param name="json">UTF-8; follows <c>targets/schema.json</c>.</param>
    /// <param name="fileName">For diagnostics.</param>
    /// <returns>MNV4002 to MNV4005 when the file is not JSON, breaks the schema,
    /// has impossible regions or names an unknown emulator.</returns>
    public static Outcome<Target> Load(ReadOnlyMemory<byte> json, string fileName)
    {
        var loaded = TargetReader.Read(json.Span, fileName, Schema, Builtin);
        return loaded.Value is { QemuMachine: { } machine, Emulator: null } && Builtin(machine)?.Emulator is null
            ? new(null, [.. loaded.Diagnostics, TargetDiagnostics.UnknownEmulator(fileName, machine, All)])
            : loaded;
    }

    /// <summary>The emulated machine that runs code for <paramref name="target"/> (the target itself when it is one),
    /// or null when there is none.</summary>
    public static Target? EmulatorOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Emulator is not null)
            return target;
        return target.QemuMachine is { } name ? Builtin(name) : null;
    }

    private static Target? Builtin(string name) => All.FirstOrDefault(t => t.Name == name);

    private static ImmutableArray<Target> ReadAll()
    {
        var files = typeof(TargetCatalog).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n != Folder + "schema.json")
            .Order(StringComparer.Ordinal)
            .Select(n => (Name: n, Json: Resource(n)))
            .ToList();
        // Cores inherit nothing, so they are read first.
        var cores = files.Where(f => PlacedJson.Parse(f.Json)["inherits"] is null).Select(f => ReadBuiltin(f.Name, f.Json, []))
            .OrderBy(t => t.Core).ToList();
        var boards = files.Where(f => PlacedJson.Parse(f.Json)["inherits"] is not null).Select(f => ReadBuiltin(f.Name, f.Json, cores));
        return [.. cores, .. boards];
    }

    private static Target ReadBuiltin(string name, byte[] json, List<Target> cores)
    {
        var read = TargetReader.Read(json, name, Schema, core => cores.Find(c => c.Name == core));
        return read.Value ?? throw new InvalidOperationException(string.Join("\n", read.Diagnostics));
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(TargetCatalog).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource '{name}' is missing");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

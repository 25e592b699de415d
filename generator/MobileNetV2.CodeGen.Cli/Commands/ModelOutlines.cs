using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>Loads a network for a command that shows what is in it: of one that cannot be compiled,
/// all operators with a mark at the reasons.</summary>
internal static class ModelOutlines
{
    public static bool Take(CommandRun run, CliConsole console, string path, bool isJson, [NotNullWhen(true)] out ModelFile? file)
    {
        var loaded = ModelFile.Load(path);
        // The messages come below the operators that they speak of.
        if (loaded.Value is null && Outline(path, loaded.Diagnostics) is { } outline)
        {
            if (isJson)
                OutlineReport.PrintJson(console, outline);
            else
                OutlineReport.PrintTable(console, outline);
        }

        return run.Take(loaded, out file);
    }

    // A pipe gives its bytes once; it has no length.
    private static ModelOutline? Outline(string path, ImmutableArray<Diagnostic> diagnostics) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } && FileReading.ReadAll(path).Value is { } bytes
            ? ModelImporter.Outline(bytes, path, diagnostics)
            : null;
}

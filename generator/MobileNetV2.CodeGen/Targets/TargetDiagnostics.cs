using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Targets.Json;

namespace MobileNetV2.CodeGen.Targets;

/// <summary>MNV4xxx: targets and options. One descriptor and one factory method per message.</summary>
internal static class TargetDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownDescriptor = new(
        "MNV4001",
        "Unknown target",
        "The name is neither a built-in target nor a file that exists.",
        "Take a name that `mnv2c targets` lists, or give the path of a target file (`--target ./myboard.json`).");

    public static readonly DiagnosticDescriptor NotJsonDescriptor = new(
        "MNV4002",
        "Target file is not JSON",
        "The target file cannot be parsed; the location names the line and column where reading stopped.",
        "Correct the file at that place; `targets/schema.json` describes the format for editors.");

    public static readonly DiagnosticDescriptor BreaksSchemaDescriptor = new(
        "MNV4003",
        "Target file breaks the schema",
        "The target file is JSON, but a property is missing, unknown or out of range.",
        "Compare with `targets/schema.json` or start from a copy of a built-in board.");

    public static readonly DiagnosticDescriptor BadRegionsDescriptor = new(
        "MNV4004",
        "Memory regions contradict each other",
        "Two regions overlap, share a name or both hold the arena, or a region passes the end of the address space.",
        "Give every region its own name and range, and let one region hold the arena.");

    public static readonly DiagnosticDescriptor UnknownEmulatorDescriptor = new(
        "MNV4005",
        "Unknown emulator",
        "`emulatedBy` names something that is not a built-in emulated machine.",
        "Name one of the machines that `mnv2c targets` lists as emulated, leave the property out to take the core's, or set it to null.");

    public static readonly DiagnosticDescriptor ForbiddenFlagDescriptor = new(
        "MNV4006",
        "Compiler flag is not allowed",
        "A target file's flags reach the compiler that `verify` runs and the build files that are written, so only flags that choose an "
            + "instruction set "
            + "or an ABI are taken. Others could run a program, read a file, or change results.",
        "Leave the flag out of the target file; add it in the build of your firmware. `targets/schema.json` lists the known forms.");

    public static Diagnostic Unknown(string name, IReadOnlyList<Target> known)
    {
        bool Begins(string target) => name.Length >= 3 && target.StartsWith(name, StringComparison.OrdinalIgnoreCase);
        var nearest = known.Select(t => t.Name).OrderBy(n => Begins(n) ? 0 : 1).ThenBy(n => EditDistance(n, name))
            .ThenBy(n => n, StringComparer.Ordinal).First();
        var help = Begins(nearest) || EditDistance(nearest, name) <= Math.Max(2, name.Length / 2) ? $"did you mean '{nearest}'? " : "";
        return new(UnknownDescriptor, name.Length == 0 ? "--target" : name, $"there is no target '{name}' among the {known.Count} built in",
            $"{help}known are {string.Join(", ", known.Select(t => t.Name))}; a path that ends in .json reads a file");
    }

    public static Diagnostic NotJson(string file, long line, long column, string reason) => new(
        NotJsonDescriptor,
        string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}"),
        $"not JSON: {FirstSentence(reason)}",
        "correct the file at that place");

    public static Diagnostic TooLarge(string file, int actualBytes, int largestBytes) => new(
        NotJsonDescriptor,
        file,
        string.Create(CultureInfo.InvariantCulture, $"the file has {actualBytes:N0} bytes, a target file has at most {largestBytes:N0}"),
        "give the path of a target file; `targets/schema.json` describes the format");

    public static Diagnostic ForbiddenFlag(string file, JsonPlace place, string flag) => new(
        ForbiddenFlagDescriptor,
        At(file, place),
        $"compiler flag '{(flag.Length <= 60 ? flag : flag[..60] + "...")}' is not allowed in a target file",
        $"known are {CompilerFlags.KnownForms}; add others in the build of your firmware");

    public static Diagnostic BreaksSchema(string file, SchemaProblem problem) => new(
        BreaksSchemaDescriptor,
        At(file, problem.Place),
        $"{problem.Path} {problem.Message}",
        "targets/schema.json describes every property; a board usually needs name, title, inherits, regions and sources");

    public static Diagnostic BadRegions(string file, JsonPlace place, string problem) => new(
        BadRegionsDescriptor,
        At(file, place),
        problem,
        "compare with the memory map in the data sheet; only one region holds the arena, the others hold flash, data or spare");

    public static Diagnostic UnknownEmulator(string file, string name, IReadOnlyList<Target> known) => new(
        UnknownEmulatorDescriptor,
        file,
        $"emulatedBy is '{name}', which is not an emulated machine",
        $"known are {string.Join(", ", known.Where(t => t.Emulator is not null).Select(t => t.Name))}, or null");

    private static string At(string file, JsonPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Line}:{place.Column}");

    // The parser appends its own 0-based position, which would contradict the location.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}

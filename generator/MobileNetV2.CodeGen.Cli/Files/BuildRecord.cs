using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary><c>--record FILE</c>: what a compile read and wrote, one full path a line behind <c>in</c> or <c>out</c> and a tab. Build
/// systems decide by it whether to compile again.</summary>
internal static class BuildRecord
{
    /// <summary>Writes the record, or nothing when <paramref name="path"/> is null; MNV7002 when that fails.</summary>
    public static ImmutableArray<Diagnostic> Write(string? path, IEnumerable<string> read, string folder, IEnumerable<string> written)
    {
        if (path is null)
            return [];
        // A path with one of these would read as two.
        if (read.Append(folder).Select(Path.GetFullPath).FirstOrDefault(p => p.Any(c => c is '\n' or '\r' or '\t')) is { } odd)
            return [CommandLineDiagnostics.CannotWrite(path, $"the path '{odd}' has a line break or a tab in it")];
        var lines = read.Select(f => $"in\t{Path.GetFullPath(f)}\n")
            .Concat(written.Select(f => $"out\t{Path.GetFullPath(Path.Combine(folder, f))}\n"));
        return FileWriting.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}

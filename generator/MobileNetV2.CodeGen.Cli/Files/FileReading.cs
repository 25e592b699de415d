using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Reads whole files that the user named.</summary>
internal static class FileReading
{
    /// <summary>The bytes, or MNV7001 with the closest name in the same folder.</summary>
    public static Outcome<byte[]> ReadAll(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return Fail("this is a folder, not a file", null);
            return File.Exists(path) ? new(File.ReadAllBytes(path), []) : Fail("the file does not exist", ClosestName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Fail(e.Message, null);
        }

        Outcome<byte[]> Fail(string reason, string? suggestion) => new(null, [CommandLineDiagnostics.CannotRead(path, reason, suggestion)]);
    }

    private static string? ClosestName(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } d ? d : ".";
        if (!Directory.Exists(folder))
            return null;
        var names = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).Take(1000);
        return Suggestion.Closest(Path.GetFileName(path), names) is { } name ? Path.Combine(Path.GetDirectoryName(path) ?? "", name) : null;
    }
}

using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Reads whole files that the user named.</summary>
internal static class FileReading
{
    // No network for a microcontroller comes near; a device or a pipe may never end.
    private const int LimitBytes = 512 * 1024 * 1024;

    /// <summary>The bytes, or MNV7001 with the closest name in the same folder.</summary>
    public static Outcome<byte[]> ReadAll(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return Fail("this is a folder, not a file", null);
            if (!File.Exists(path))
                return Fail("the file does not exist", ClosestName(path));
            return Read(path) is { } bytes ? new(bytes, []) : Fail($"the file has more than {LimitBytes / 1024 / 1024} MiB", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Fail(e.Message, null);
        }

        Outcome<byte[]> Fail(string reason, string? suggestion) => new(null, [CommandLineDiagnostics.CannotRead(path, reason, suggestion)]);
    }

    /// <returns>Null when there are too many.</returns>
    private static byte[]? Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.CanSeek && stream.Length > 0)
            return stream.Length <= LimitBytes ? File.ReadAllBytes(path) : null;
        // A pipe or a device says nothing about its length.
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length > LimitBytes)
                return null;
        }

        return bytes.ToArray();
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

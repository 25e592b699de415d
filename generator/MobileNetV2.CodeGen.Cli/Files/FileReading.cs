using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Reads whole files that the user named.</summary>
internal static class FileReading
{
    // No network for a microcontroller comes near; a device or a pipe may never end.
    private const int LimitBytes = 512 * 1024 * 1024;
    private const int BlockBytes = 1024 * 1024;

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
        // A pipe or a device says nothing about its length: blocks, since a buffer that grows is there three times over.
        var blocks = new List<byte[]>();
        for (var size = 0; size <= LimitBytes;)
        {
            var block = new byte[BlockBytes];
            var count = stream.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false);
            size += count;
            blocks.Add(count == BlockBytes ? block : block[..count]);
            if (count < BlockBytes)
                return size <= LimitBytes ? Joined(blocks, size) : null;
        }

        return null;
    }

    private static byte[] Joined(List<byte[]> blocks, int size)
    {
        var bytes = new byte[size];
        var at = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(bytes, at);
            at += block.Length;
        }

        return bytes;
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

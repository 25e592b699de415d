using System.Text;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Reads and stores generated files.</summary>
internal static class GeneratedFiles
{
    public static byte[] Bytes(this GeneratedFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    public static string Text(this GeneratedFile file) => Encoding.UTF8.GetString(file.Bytes());

    public static string Text(this IEnumerable<GeneratedFile> files, string path) => files.Single(f => f.RelativePath == path).Text();

    /// <summary>Writes what a compiler needs: not the report page, which takes a moment to draw up.</summary>
    public static void WriteTo(this IEnumerable<GeneratedFile> files, string folder)
    {
        foreach (var file in files.Where(f => !f.RelativePath.EndsWith(".html", StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, file.RelativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = File.Create(path);
            file.Write(stream);
        }
    }
}

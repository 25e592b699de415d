namespace MobileNetV2.CodeGen.Templates;

/// <summary>Files that are part of the compiler: templates and the C runtime.</summary>
internal static class EmbeddedFiles
{
    private static readonly System.Reflection.Assembly Assembly = typeof(EmbeddedFiles).Assembly;

    /// <summary>Paths below <paramref name="folder"/>, such as <c>runtime-c/</c>, in ordinal order.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static bool Exists(string path) => Assembly.GetManifestResourceInfo(path) is not null;

    public static string ReadText(string path)
    {
        using var stream = Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"'{path}' is not part of this build");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

namespace MobileNetV2.CodeGen.Fuzz;

/// <summary>Inputs that were of interest: a folder for each format.</summary>
internal static class Corpus
{
    /// <summary>Tries every input again.</summary>
    /// <returns>How many they were.</returns>
    public static int Replay(string folder)
    {
        var tried = 0;
        foreach (var format in FuzzedFormat.All)
        {
            foreach (var file in Files(folder, format))
            {
                format.Try(File.ReadAllBytes(file));
                tried++;
            }
        }

        return tried;
    }

    public static string[] Files(string folder, FuzzedFormat format) =>
        Directory.Exists(Path.Combine(folder, format.Name))
            ? [.. Directory.GetFiles(Path.Combine(folder, format.Name)).Order(StringComparer.Ordinal)]
            : [];
}

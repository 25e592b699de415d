namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Where a path leads once every link in it is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">Links that lead in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var here = Path.Combine(Follow(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;
        if (++links > MostLinks)
            throw new IOException($"'{path}' leads through more than {MostLinks} links");
        return Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, Path.GetDirectoryName(here)!)), ref links);
    }
}

using System.Text;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Compares text with files of a <c>golden</c> folder. <c>MNV2_UPDATE_GOLDEN=1</c> rewrites them instead; never under <c>CI=true</c>.
/// </summary>
internal static class Golden
{
    public static bool IsUpdating => Environment.GetEnvironmentVariable("MNV2_UPDATE_GOLDEN") == "1";

    /// <summary>All of <paramref name="files"/> must equal the files in <paramref name="folder"/>, and there must be no others.</summary>
    /// <param name="folder">Relative to the checkout; the keys of <paramref name="files"/> are relative to it.</param>
    public static void MatchFolder(string folder, IReadOnlyDictionary<string, string> files)
    {
        var root = Path.Combine(Checkout(), folder);
        if (IsUpdating)
        {
            Rewrite(root, files);
            return;
        }

        Assert.True(Directory.Exists(root), $"'{folder}' is not there; run the test with MNV2_UPDATE_GOLDEN=1 to write it");
        Assert.Equal(
            files.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal));
        foreach (var (name, text) in files)
            Assert.Equal(File.ReadAllText(Path.Combine(root, name)), text);
    }

    private static void Rewrite(string root, IReadOnlyDictionary<string, string> files)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "golden files are never rewritten under CI=true");
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }
    }

    public static string FromCheckout(string path) => Path.Combine(Checkout(), path);

    private static string Checkout()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            if (File.Exists(Path.Combine(dir.FullName, "MobileNetV2.CodeGen.sln")))
                return dir.FullName;
        }

        throw new DirectoryNotFoundException("the checkout of these tests");
    }
}

using Snapshooter;
using Snapshooter.Xunit;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Compares text with reviewed files. <c>MNV2_UPDATE_GOLDEN=1</c> rewrites them instead; never under <c>CI=true</c>. The snapshot
/// library is known here alone.
/// </summary>
internal static class Golden
{
    /// <summary>Where the library keeps the files of a folder; what it got instead lies in <c>__mismatch__</c> below.</summary>
    private const string Snapshots = "__snapshots__";

    public static bool IsUpdating => Environment.GetEnvironmentVariable("MNV2_UPDATE_GOLDEN") == "1";

    /// <summary>All of <paramref name="files"/> must equal the files in <paramref name="folder"/>, and there must be no others.</summary>
    /// <param name="folder">Relative to the checkout; the keys of <paramref name="files"/> are relative to it.</param>
    public static void MatchFolder(string folder, IReadOnlyDictionary<string, string> files)
    {
        var root = FromCheckout(folder);
        if (IsUpdating)
            Forget(root);
        Assert.True(
            Directory.Exists(root) || IsUpdating, $"'{folder}' is not there; run the test with MNV2_UPDATE_GOLDEN=1 to write it");
        if (!IsUpdating)
            Assert.Equal(files.Keys.Order(StringComparer.Ordinal), NamesIn(root).Order(StringComparer.Ordinal));
        foreach (var (name, text) in files)
            Match(new SnapshotFullName(Path.GetFileName(name), Path.Combine(root, Path.GetDirectoryName(name)!)), text);
    }

    /// <summary>One reviewed text.</summary>
    /// <param name="path">Relative to the checkout.</param>
    public static void MatchFile(string path, string text)
    {
        var name = new SnapshotFullName(Path.GetFileName(path), FromCheckout(Path.GetDirectoryName(path)!));
        if (IsUpdating)
            Forget(PathOf(name));
        Assert.True(IsUpdating || File.Exists(PathOf(name)), $"'{path}' is not there; run the test with MNV2_UPDATE_GOLDEN=1 to write it");
        Match(name, text);
    }

    /// <summary>A file that tests read must be what this test makes, for instance a model that is spoilt on purpose.</summary>
    /// <param name="path">Relative to the checkout.</param>
    public static void MatchInput(string path, byte[] bytes)
    {
        if (IsUpdating)
        {
            Forget(FromCheckout(path));
            Directory.CreateDirectory(Path.GetDirectoryName(FromCheckout(path))!);
            File.WriteAllBytes(FromCheckout(path), bytes);
        }

        Assert.Equal(bytes, File.ReadAllBytes(FromCheckout(path)));
    }

    /// <summary>A document that is made from the program's own lists must say what they say.</summary>
    /// <param name="path">Relative to the checkout.</param>
    public static void MatchDocument(string path, string text)
    {
        if (IsUpdating)
        {
            Forget(FromCheckout(path));
            File.WriteAllText(FromCheckout(path), text);
        }

        Assert.Equal(text, File.ReadAllText(FromCheckout(path)));
    }

    public static string FromCheckout(string path) => Path.Combine(Checkout.Root, path);

    /// <summary>
    /// The library reads JSON as values, drops carriage returns and writes byte order marks; what is generated must match to the byte.
    /// </summary>
    private static void Match(SnapshotFullName name, string text)
    {
        var path = PathOf(name);
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Snapshot.Match(text, name);
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string PathOf(SnapshotFullName name) => Path.Combine(name.FolderPath, Snapshots, name.Filename);

    private static IEnumerable<string> NamesIn(string root) =>
        from path in Directory.GetFiles(root, "*", SearchOption.AllDirectories)
        let folder = Path.GetDirectoryName(path)!
        where Path.GetFileName(folder) == Snapshots
        select Path.GetRelativePath(root, Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(path)));

    private static void Forget(string path)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "golden files are never rewritten under CI=true");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        if (File.Exists(path))
            File.Delete(path);
    }
}

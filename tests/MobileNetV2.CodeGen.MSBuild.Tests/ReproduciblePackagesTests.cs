using System.IO.Compression;
using System.Security.Cryptography;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>Whoever builds the packages from the same files, in a folder of another name, gets the same content. Two packages here;
/// <c>eng/reproducible-packages.sh</c> takes all of a commit, twice.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class ReproduciblePackagesTests(PackedFeed feed) : IDisposable
{
    /// <summary>Those without native libraries of others, which take long to compress and are not made here.</summary>
    private static readonly string[] Projects = ["MobileNetV2.CodeGen", "MobileNetV2.CodeGen.Simulation"];

    private readonly TemporaryFolder _other = new();

    public void Dispose() => _other.Dispose();

    [Fact]
    public void Another_folder_gives_the_same_packages()
    {
        CopySources();
        // The cache of this checkout: what is locked is there already. What analyzers find changes no package.
        foreach (var project in Projects)
        {
            var packed = DotNet.Run(_other.File("other folder"), RestoredPackages.Folder, "pack", Path.Combine("generator", project),
                "--configuration", PackedFeed.Configuration, "--output", _other.File("packages"), "--nologo",
                "--property:RunAnalyzers=false", "--property:NuGetAudit=false");
            Assert.True(packed.ExitCode == 0, packed.Output);
        }

        var packages = Directory.GetFiles(_other.File("packages"), "*.nupkg");
        Assert.Equal(Projects.Length, packages.Length);
        Assert.All(packages, p => Assert.Equal(Content(Path.Combine(feed.Feed, Path.GetFileName(p))), Content(p)));
    }

    /// <summary>Name and digest of each file; what lists the archive's parts has a random name.</summary>
    private static string[] Content(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries
            .Where(e =>
                !e.FullName.EndsWith(".psmdcp", StringComparison.Ordinal) && !e.FullName.StartsWith("_rels/", StringComparison.Ordinal))
            .Select(e => $"{e.FullName} {Digest(e)}").Order(StringComparer.Ordinal)];
    }

    private static string Digest(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void CopySources()
    {
        var to = _other.File("other folder");
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(Checkout.Root, "*.*")
            .Where(f => Path.GetExtension(f) is ".props" or ".targets" or ".json" or ".editorconfig"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var part in new[] { "generator", "runtime-c", "targets", "templates" })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, part), "*", SearchOption.AllDirectories))
            {
                var path = Path.GetRelativePath(Checkout.Root, file);
                if (path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
                File.Copy(file, Path.Combine(to, path));
            }
        }
    }
}

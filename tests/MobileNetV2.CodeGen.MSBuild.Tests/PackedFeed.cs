using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>The packages of this checkout in a folder that serves as the only feed, with a package cache of its own.</summary>
public sealed class PackedFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackedFeed()
    {
        foreach (var project in Projects)
        {
            var packed = DotNet.Run(Checkout.Root, Cache, "pack", Path.Combine("generator", project), "--configuration", Configuration,
                "--no-build", "--output", Feed, "--nologo");
            Assert.True(packed.ExitCode == 0, packed.Output);
        }

        foreach (var package in new[] { "cliwrap", "google.flatbuffers", "google.protobuf", "scriban.signed", "netstandard.library",
            "microsoft.netcore.platforms" })
            CopyRestored(package);
        ZipFile.ExtractToDirectory(Directory.GetFiles(Feed, "MobileNetV2.CodeGen.MSBuild.*.nupkg")[0], Extracted);
        File.WriteAllText(_folder.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>What is packed.</summary>
    public static ImmutableArray<string> Projects { get; } =
        ["MobileNetV2.CodeGen", "MobileNetV2.CodeGen.Simulation", "MobileNetV2.CodeGen.Cli", "MobileNetV2.CodeGen.MSBuild"];

    /// <summary>Of these tests, and so of what they pack.</summary>
    public static string Configuration { get; } =
        typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public string Cache => _folder.File("cache");

    /// <summary>Projects below it restore from the packed feed and from nowhere else.</summary>
    public string ProjectsRoot => _folder.FullPath;

    /// <summary>The content of the MSBuild package, for projects that do not restore.</summary>
    public string Extracted => _folder.File("extracted");

    public string Feed => _folder.File("feed");

    public void Dispose() => _folder.Dispose();

    /// <summary>What this checkout was built with serves as the feed's copy of somebody else's package.</summary>
    private void CopyRestored(string package)
    {
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(RestoredPackages.Folder, package), "*.nupkg", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(Feed, Path.GetFileName(file)), overwrite: true);
    }
}

/// <summary>Tests that build sample projects share the packages and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackedFeedCollection : ICollectionFixture<PackedFeed>
{
    public const string Name = "packed feed";
}

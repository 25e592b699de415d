using System.Text.Json;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

/// <summary>The rules of PlatformIO's <c>library.json</c> manifest.</summary>
public class PlatformIOLibraryTests
{
    /// <summary>Documented fields; we use a few.</summary>
    private static readonly string[] Known =
    [
        "$schema", "name", "version", "description", "keywords", "homepage", "repository", "authors", "license", "frameworks",
        "platforms", "headers",
        "examples", "dependencies", "export", "scripts", "build",
    ];

    private static readonly string[] KnownBuild =
        ["flags", "unflags", "includeDir", "srcDir", "srcFilter", "extraScript", "libArchive", "libLDFMode", "libCompatMode", "builder"];

    [Theory]
    [InlineData(WeightsFormat.C)]
    [InlineData(WeightsFormat.IncBin)]
    [InlineData(WeightsFormat.Bin)]
    public void Library_json_keeps_the_schema_and_its_files_exist(WeightsFormat weights)
    {
        var files = SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.PlatformIO) with { Weights = weights });
        var root = JsonDocument.Parse(files.Text("library.json")).RootElement;
        var build = root.GetProperty("build");

        Assert.Empty(root.EnumerateObject().Select(p => p.Name).Except(Known));
        Assert.Empty(build.EnumerateObject().Select(p => p.Name).Except(KnownBuild));
        Assert.Matches("^[^:;/,@<>]{1,100}$", Text("name"));
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\+[0-9a-f]{8}$", Text("version"));
        Assert.InRange(Text("description").Length, 1, 1000);
        Assert.All(root.GetProperty("keywords").EnumerateArray(), k => Assert.Matches(@"^[a-z\d\-+. ]{1,50}$", k.GetString()!));
        Assert.All(new[] { Text("frameworks"), Text("platforms") }, v => Assert.Matches(@"^([a-z\d\-_]+|\*)$", v));
        Assert.Contains(files, f => f.RelativePath == $"{build.GetProperty("includeDir").GetString()}/{Text("headers")}");
        Assert.Contains(files, f => f.RelativePath == $"{build.GetProperty("srcDir").GetString()}/tiny.c");

        string Text(string name) => root.GetProperty(name).GetString()!;
    }

    [Fact]
    public void Another_network_or_option_is_another_version()
    {
        var request = SampleFirmware.Request(BuildFormat.PlatformIO);

        string[] versions =
        [
            Version(request), Version(request), Version(request with { ModelSha256 = new string('b', 64) }),
            Version(request with { Schedule = ScheduleMode.Stream }),
        ];

        Assert.Equal(versions[0], versions[1]);
        Assert.Equal(3, versions.Distinct().Count());

        static string Version(CompileRequest of) =>
            JsonDocument.Parse(SampleFirmware.Compile(of).Text("library.json")).RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>PlatformIO compiles every source of the folder, with the folder as include path and no other option of ours.</summary>
    [SkippableFact]
    public void Every_file_of_src_compiles_with_the_include_path_alone()
    {
        using var folder = new TemporaryFolder();
        SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.PlatformIO) with { Weights = WeightsFormat.IncBin })
            .WriteTo(folder.File("lib/tiny"));

        Tool.Run(
            folder.FullPath,
            "arm-none-eabi-gcc",
            ["-mcpu=cortex-m4", "-mthumb", "-Ilib/tiny/src", "-c",
                .. Directory.GetFiles(folder.File("lib/tiny/src"), "*.c").Order(StringComparer.Ordinal)]);
    }
}

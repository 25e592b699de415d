using System.IO.Compression;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

[Collection(PackedFeedCollection.Name)]
public class ToolPackageTests(PackedFeed feed)
{
    [Fact]
    public void The_tool_installs_from_a_feed_and_runs()
    {
        var project = new SampleProject(feed, "tool.proj");

        project.Do("tool", "install", "mnv2c", "--tool-path", "tools");

        Assert.Equal(ToolInfo.Version, Execute("--version").Trim());
        Assert.Contains("Usage:\n  mnv2c", Execute("--help"), StringComparison.Ordinal);
        Assert.Equal("compile\n", Execute("[suggest]", "compi"));

        string Execute(params string[] arguments) => Run(project["tools/mnv2c"], arguments);
    }

    [Theory]
    [InlineData("mnv2c")]
    [InlineData("MobileNetV2.CodeGen.MSBuild")]
    public void Libraries_of_others_come_with_their_licences(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(feed.Feed, $"{package}.{ToolInfo.Version}.nupkg"));
        using var notices = new StreamReader(archive.GetEntry("THIRD-PARTY-NOTICES.md")!.Open());
        var text = notices.ReadToEnd();

        var libraries = archive.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal))
            .Select(e => Path.GetFileNameWithoutExtension(e.Name))
            .Where(n => n != "mnv2c" && !n.StartsWith("MobileNetV2.", StringComparison.Ordinal)).ToList();

        Assert.Contains("System.CommandLine", libraries);
        Assert.All(libraries, n => Assert.Contains(n, text, StringComparison.Ordinal));
        Assert.DoesNotContain(archive.Entries, e =>
            e.Name.EndsWith(".xml", StringComparison.Ordinal) && e.Name.StartsWith("MobileNetV2.", StringComparison.Ordinal));
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

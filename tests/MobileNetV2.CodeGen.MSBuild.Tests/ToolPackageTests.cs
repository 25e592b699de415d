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

    private static string Run(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>What the package itself has to say, each at least once.</summary>
[Collection(PackedFeedCollection.Name)]
public partial class ProvocationTests(PackedFeed feed)
{
    /// <summary>Code; models; the project's folder of generated C.</summary>
    private static readonly Dictionary<string, (string Models, string OutputPath)> Provocations = new()
    {
        ["MNV8001"] = ("""<MobileNetModel Include="tiny.json" />""", "gen/"),
        ["MNV8002"] = ("""<MobileNetModel Include="tiny.json" TargetName="host" Shedule="stream" />""", "gen/"),
        ["MNV8003"] = ("""<MobileNetModel Include="tiny.json;sub/tiny.json" TargetName="host" />""", "gen/"),
        ["MNV8004"] = ("""<MobileNetModel Include="tiny.json" TargetName="host" />""", "tiny.json/gen/"),
    };

    public static TheoryData<string> Codes => [.. Provocations.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_mistake_is_reported_under_its_code(string code)
    {
        var project = new SampleProject(feed, $"{code}.proj");
        project.WriteModel("tiny");
        File.WriteAllText(project[project.ProjectFile], $"""
            <Project>
              <PropertyGroup><MobileNetOutputPath>{Provocations[code].OutputPath}</MobileNetOutputPath></PropertyGroup>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.props" />
              <ItemGroup>{Provocations[code].Models}</ItemGroup>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.targets" />
            </Project>
            """);

        var (_, output) = project.Run("msbuild", "-nologo", "-t:MobileNetCompile", project.ProjectFile);

        Assert.Equal([code], Code().Matches(output).Select(m => m.Value).Distinct());
    }

    [Fact]
    public void These_are_the_codes_that_no_command_line_provokes() => Assert.Equal(ProvokedElsewhere.InBuilds, Provocations.Keys);

    [GeneratedRegex(@"(?<=(error|warning) )MNV\d{4}(?=: )")]
    private static partial Regex Code();
}

using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

[Collection(PackedFeedCollection.Name)]
public class SimulationPackageTests(PackedFeed feed)
{
    [SkippableFact]
    public void A_new_project_runs_generated_C_with_the_package_alone()
    {
        Tool.Require("gcc");
        var project = new SampleProject(feed, "Simulated.csproj");
        project.WriteModel("net");
        File.WriteAllText(project["Program.cs"], """
            using MobileNetV2.CodeGen.Options;
            using MobileNetV2.CodeGen.Simulation;

            using var model = HostSimulation.Build("net.json", new() { Target = "cortex-m7", CacheFolder = "cache" });
            sbyte[] scores = model.Run(new sbyte[16 * 16 * 3]);
            model.AssertMatchesReference(cases: 2);

            using var camera = HostSimulation.Build("net.json", new() { Input = InputMode.Rows, CacheFolder = "cache" });
            camera.BeginRows();
            camera.PushRows(new sbyte[16 * 16 * 3]);
            var same = scores.SequenceEqual(camera.FinishRows<sbyte>());
            Console.WriteLine($"{scores.Length} scores, {model.Plan.ArenaBytes} bytes, {same}");
            """);
        File.WriteAllText(project[project.ProjectFile], """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MobileNetV2.CodeGen.Simulation" Version="*" />
              </ItemGroup>
            </Project>
            """);

        Assert.Matches("^3 scores, [0-9]+ bytes, True", project.Do("run"));
    }
}

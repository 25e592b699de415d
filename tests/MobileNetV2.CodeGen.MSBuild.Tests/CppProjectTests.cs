using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

[Collection(PackedFeedCollection.Name)]
public class CppProjectTests(PackedFeed feed)
{
    /// <summary>Visual C++'s own targets exist on Windows only; these have the same names and let gcc stand in for cl.</summary>
    [SkippableFact]
    public void Generated_C_is_compiled_with_a_Cpp_project()
    {
        Tool.Require("gcc");
        var project = new SampleProject(feed, "firmware.vcxproj");
        project.WriteModel("net");
        File.WriteAllText(project["main.c"], """
            #include "net.h"

            int main(void)
            {
                return (int)net_invoke();
            }

            """);
        File.WriteAllText(project[project.ProjectFile], $"""
            <Project DefaultTargets="Build">
              <PropertyGroup>
                <IntDir>out/</IntDir>
                <MobileNetTarget>host</MobileNetTarget>
              </PropertyGroup>
              <Import Project="{feed.Extracted}/build/native/MobileNetV2.CodeGen.MSBuild.props" />
              <ItemGroup>
                <ClCompile Include="main.c" />
                <MobileNetModel Include="net.json" />
              </ItemGroup>
              <Target Name="PrepareForBuild" />
              <Target Name="ClCompile">
                <Exec Command="gcc -std=c11 -c &quot;%(ClCompile.FullPath)&quot; &quot;-I$([System.String]::Copy('%(ClCompile.AdditionalIncludeDirectories)').TrimEnd(';'))&quot; -o out/%(ClCompile.Filename).o" />
                <Exec Command="gcc out/*.o -o program" />
              </Target>
              <Target Name="Build" DependsOnTargets="PrepareForBuild;ClCompile" />
              <Target Name="BeforeClean" />
              <Target Name="Clean" DependsOnTargets="BeforeClean" />
              <Import Project="{feed.Extracted}/build/native/MobileNetV2.CodeGen.MSBuild.targets" />
            </Project>
            """);

        project.Do("msbuild", "-nologo", project.ProjectFile);
        Tool.Run(project.Folder, project["program"]);

        project.Do("msbuild", "-nologo", "-t:Clean", project.ProjectFile);
        Assert.False(Directory.Exists(project["out/mobilenet"]));
    }
}

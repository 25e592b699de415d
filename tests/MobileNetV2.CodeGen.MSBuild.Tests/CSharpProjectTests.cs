namespace MobileNetV2.CodeGen.MSBuild.Tests;

[Collection(PackedFeedCollection.Name)]
public class CSharpProjectTests(PackedFeed feed)
{
    private const string Generated = "obj/Debug/net10.0/mobilenet/tiny net";

    private const string Model =
        """<MobileNetModel Include="tiny net.json" TargetName="cortex-m7" Schedule="stream" RamBudget="200000" />""";

    [Fact]
    public void The_C_follows_the_model_and_its_options()
    {
        var project = new SampleProject(feed, "Follows.csproj");
        project.WriteModel("tiny net");
        project.WriteCSharp(Model);

        var first = project.Do("build", "--nologo");
        Assert.Contains("tiny net.json -> " + project[Generated], first, StringComparison.Ordinal);
        Assert.True(File.Exists(project[Generated + "/tiny_net.h"]));
        Assert.Contains("target     cortex-m7", File.ReadAllText(project[Generated + "/tiny_net.c"]), StringComparison.Ordinal);
        var times = project.Times(Generated);

        Assert.DoesNotContain("tiny net.json", project.Generate(), StringComparison.Ordinal);
        Assert.Equal(times, project.Times(Generated));

        // The description names its weights: other weights are another model.
        project.WriteModel("tiny net", seed: 2);
        Assert.Contains("tiny net.json -> ", project.Generate(), StringComparison.Ordinal);
        var reweighted = project.Times(Generated);
        Assert.NotEqual(times[Generated + "/tiny_net_weights.c"], reweighted[Generated + "/tiny_net_weights.c"]);
        Assert.Equal(times[Generated + "/mnv2_kernels.h"], reweighted[Generated + "/mnv2_kernels.h"]);

        project.WriteCSharp(Model.Replace("cortex-m7", "cortex-m4", StringComparison.Ordinal));
        Assert.Contains("tiny net.json -> ", project.Generate(), StringComparison.Ordinal);
        Assert.Contains("target     cortex-m4", File.ReadAllText(project[Generated + "/tiny_net.c"]), StringComparison.Ordinal);

        File.Delete(project[Generated + "/tiny_net.c"]);
        File.AppendAllText(project[Generated + "/tiny_net.h"], "/* edited */");
        project.Generate();
        Assert.True(File.Exists(project[Generated + "/tiny_net.c"]));
        Assert.DoesNotContain("edited", File.ReadAllText(project[Generated + "/tiny_net.h"]), StringComparison.Ordinal);

        project.Do("clean", "--nologo");
        Assert.False(Directory.Exists(project["obj/Debug/net10.0/mobilenet"]));
        Assert.DoesNotContain("warning", project.Do("clean", "--nologo"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_model_is_quantized_again_when_a_picture_changes_comes_or_goes()
    {
        var project = new SampleProject(feed, "Calibrated.csproj");
        project.WriteFloatModel("net");
        project.WriteOnnxModel("camera");
        for (var i = 0; i < 12; i++)
            project.WritePicture($"pictures/{i % 2}/{i}.bmp", 20 * i);
        project.WriteCSharp("""
            <MobileNetModel Include="net.tflite" TargetName="host" Calibration="pictures\" Range="0,1" Effort="fast" />
            <MobileNetModel Include="camera.onnx" TargetName="host" Calibration="pictures\" Range="0,1" Effort="fast" />
            """);

        var built = project.Do("build", "--nologo");
        Assert.Contains("net.tflite -> ", built, StringComparison.Ordinal);
        Assert.Contains("camera.onnx -> ", built, StringComparison.Ordinal);
        Assert.Contains("mnv2_conv", File.ReadAllText(project["obj/Debug/net10.0/mobilenet/camera/camera.c"]), StringComparison.Ordinal);
        var weights = project["obj/Debug/net10.0/mobilenet/net/net.c"];
        Assert.True(File.Exists(weights));
        var (first, time) = (File.ReadAllText(weights), File.GetLastWriteTimeUtc(weights));
        Assert.DoesNotContain(" -> ", project.Generate(), StringComparison.Ordinal);
        Assert.Equal(time, File.GetLastWriteTimeUtc(weights));

        for (var i = 0; i < 12; i++)
            project.WritePicture($"pictures/{i % 2}/{i}.bmp", 5);
        Assert.Contains("net.tflite -> ", project.Generate(), StringComparison.Ordinal);
        Assert.NotEqual(first, File.ReadAllText(weights));

        project.WritePicture("pictures/0/new.bmp", 200);
        Assert.Contains("net.tflite -> ", project.Generate(), StringComparison.Ordinal);
        File.Delete(project["pictures/1/1.bmp"]);
        Assert.Contains("net.tflite -> ", project.Generate(), StringComparison.Ordinal);
        Assert.DoesNotContain(" -> ", project.Generate(), StringComparison.Ordinal);

        Directory.Delete(project["pictures"], recursive: true);
        var (exitCode, output) = project.Run("msbuild", "-nologo", "-t:MobileNetCompile", project.ProjectFile);
        Assert.Equal(1, exitCode);
        Assert.Contains($"{project["net.tflite"]} : error MNV7001: ", output, StringComparison.Ordinal);
        Assert.Contains("the folder does not exist", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_left_goes_with_the_model()
    {
        var project = new SampleProject(feed, "Removed.csproj");
        project.WriteModel("tiny");
        project.WriteCSharp("""
            <MobileNetModel Include="tiny.json" target="host" Emit="zephyr;make" OutputFolder="gen" />
            <MobileNetModel Include="tiny.json" target="host" Name="second" />
            """);
        project.Do("build", "--nologo");
        Assert.True(File.Exists(project["gen/zephyr/module.yml"]));
        Assert.True(File.Exists(project["gen/tiny.mk"]));

        project.WriteCSharp("""<MobileNetModel Include="tiny.json" target="host" Emit="zephyr;make" OutputFolder="gen" />""");
        project.Do("build", "--nologo");
        Assert.DoesNotContain(project.Times("obj/Debug/net10.0/mobilenet").Keys, f => f.Contains("second", StringComparison.Ordinal));

        project.Do("clean", "--nologo");
        Assert.False(Directory.Exists(project["gen"]));
    }

    [Fact]
    public void A_project_of_several_frameworks_gives_the_C_of_each()
    {
        var project = new SampleProject(feed, "Frameworks.csproj");
        project.WriteModel("tiny");
        project.WriteCSharp("""
            <MobileNetModel Include="tiny.json" TargetName="host" />
            <MobileNetModel Include="tiny.json" TargetName="host" Name="shared" OutputFolder="gen" />
            """, "net10.0;netstandard2.0");

        var output = project.Do("build", "--nologo", "-m:2");

        Assert.Contains("tiny.json -> " + project["obj/Debug/net10.0/mobilenet/tiny"], output, StringComparison.Ordinal);
        Assert.Contains("tiny.json -> " + project["obj/Debug/netstandard2.0/mobilenet/tiny"], output, StringComparison.Ordinal);
        Assert.True(File.Exists(project["gen/shared.h"]));
        Assert.DoesNotContain(" -> ", project.Generate(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_editor_gets_the_files_of_the_last_compile_and_starts_none()
    {
        var project = new SampleProject(feed, "Editor.proj");
        project.WriteModel("tiny");
        File.WriteAllText(project["Editor.proj"], $"""
            <Project>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.props" />
              <ItemGroup>
                <MobileNetModel Include="tiny.json" TargetName="host" />
              </ItemGroup>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.targets" />
            </Project>
            """);
        string[] ask =
            ["msbuild", "-nologo", "-t:MobileNetCompile", "-p:DesignTimeBuild=true", "-getItem:MobileNetGeneratedFile", "Editor.proj"];

        Assert.DoesNotContain("tiny.h", project.Do(ask), StringComparison.Ordinal);
        project.Generate();
        Assert.Contains("tiny.h", project.Do(ask), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_errors_of_the_model_file()
    {
        var project = new SampleProject(feed, "Mistakes.csproj");
        project.WriteModel("tiny");
        project.WriteCSharp("""
            <MobileNetModel Include="tiny.json" TargetName="cortex-m7" RamBudget="1K" Shedule="stream" Note="any" />
            <MobileNetModel Include="tiny.json" TargetName="host" Schedule="steam" Name="second" />
            <MobileNetModel Include="tiny.json" Name="third" />
            <MobileNetModel Include="absent.tflite" TargetName="host" />
            """);

        var (exitCode, output) = project.Run("build", "--nologo");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{project["tiny.json"]} : error MNV3001: ", output, StringComparison.Ordinal);
        Assert.Contains("raise RamBudget", output, StringComparison.Ordinal);
        Assert.Contains(
            $"{project["tiny.json"]} : error MNV7016: Schedule: 'steam' is none of auto, layers, stream; did you mean 'stream'?", output,
            StringComparison.Ordinal);
        Assert.Contains($"{project["tiny.json"]} : error MNV8001: no target: add TargetName=", output, StringComparison.Ordinal);
        Assert.Contains($"{project["absent.tflite"]} : error MNV7001: the file does not exist", output, StringComparison.Ordinal);
        Assert.Contains($"{project["tiny.json"]} : warning MNV8002: unknown metadata 'Shedule'; did you mean 'Schedule'?", output,
            StringComparison.Ordinal);
        Assert.Contains("1 Warning(s)", output, StringComparison.Ordinal);
        Assert.Contains("4 Error(s)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_models_of_one_name_are_refused()
    {
        var project = new SampleProject(feed, "Twice.proj");
        File.WriteAllText(project["Twice.proj"], $"""
            <Project>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.props" />
              <ItemGroup>
                <MobileNetModel Include="tiny.json;sub/tiny.json" TargetName="host" />
              </ItemGroup>
              <Import Project="{feed.Extracted}/build/MobileNetV2.CodeGen.MSBuild.targets" />
            </Project>
            """);

        var (exitCode, output) = project.Run("msbuild", "-nologo", "-t:MobileNetCompile", "Twice.proj");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            "Twice.proj : error MNV8003: two MobileNetModel items would be generated as the same model: tiny.json, sub/tiny.json", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parallel_builds_do_not_disturb_each_other()
    {
        var project = new SampleProject(feed, "Parallel.csproj");
        project.WriteModel("a");
        project.WriteModel("b");
        project.WriteCSharp("""
            <MobileNetModel Include="a.json" TargetName="cortex-m4" />
            <MobileNetModel Include="a.json" TargetName="cortex-m7" Name="a_m7" OutputFolder="gen/a_m7" />
            <MobileNetModel Include="b.json" TargetName="cortex-m0plus" />
            """);
        Directory.CreateDirectory(project["gen/a_m7"]);
        File.WriteAllText(project["gen/a_m7/notes.txt"], "mine");
        // The same project with different properties is several builds: two write to the same folders, the third shares one with them.
        File.WriteAllText(project["all.proj"], """
            <Project DefaultTargets="Build">
              <ItemGroup>
                <Build Include="Parallel.csproj" AdditionalProperties="Number=1" />
                <Build Include="Parallel.csproj" AdditionalProperties="Number=2" />
                <Build Include="Parallel.csproj" AdditionalProperties="MobileNetOutputPath=obj/third/" />
              </ItemGroup>
              <Target Name="Restore"><MSBuild Projects="Parallel.csproj" Targets="Restore" /></Target>
              <Target Name="Build">
                <MSBuild Projects="@(Build)" Targets="MobileNetCompile" BuildInParallel="true"><Output TaskParameter="TargetOutputs" ItemName="C" /></MSBuild>
                <Message Importance="high" Text="%(C.Filename)%(C.Extension) of %(C.Model)" />
              </Target>
            </Project>
            """);

        var output = project.Do("msbuild", "-nologo", "-m:3", "-restore", "all.proj");

        Assert.Contains("a_m7.c of a.json", output, StringComparison.Ordinal);
        Assert.Contains("b_weights.c of b.json", output, StringComparison.Ordinal);
        Assert.True(File.Exists(project["gen/a_m7/a_m7.h"]));
        Assert.Equal("mine", File.ReadAllText(project["gen/a_m7/notes.txt"]));
        Assert.True(File.Exists(project["obj/Debug/net10.0/mobilenet/b/b.h"]));
        Assert.Equal(6, output.Split('\n').Count(l => l.Contains(".json -> ", StringComparison.Ordinal)));
    }
}

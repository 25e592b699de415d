using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>What docs/camera-frames.md shows compiles against generated code, and the header says what a camera's bytes mean.</summary>
public sealed partial class CameraGuideTests
{
    private static readonly string[] Strict = ["-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror", "-fsyntax-only"];

    [SkippableFact]
    public void The_code_of_the_page_compiles()
    {
        using var folder = new TemporaryFolder();
        Compile("person", InputMode.Rows).Files.WriteTo(folder.FullPath);
        Compile("portrait", InputMode.Frame).Files.WriteTo(folder.FullPath);
        var blocks =
            Block().Matches(File.ReadAllText(Checkout.PathOf("docs", "camera-frames.md"))).Select(m => m.Groups[1].Value).ToArray();

        Assert.Equal(2, blocks.Length);
        foreach (var block in blocks)
        {
            File.WriteAllText(folder.File("page.c"), block);
            Tool.Run(folder.FullPath, "gcc", [.. Strict, "page.c"]);
        }
    }

    [Fact]
    public void The_header_says_what_the_bytes_mean()
    {
        var header = Compile("person", InputMode.Rows).Files.Text("person.h");

        Assert.Contains("A camera's frame, 80 x 60 pixels of rgb565be: rrrrrggg gggbbbbb, the high byte first; 160 bytes a row.", header);
        Assert.Contains("#define PERSON_INPUT_ROW_BYTES 160\n", header);
        Assert.DoesNotContain("PERSON_INPUT_SCALE", header);
    }

    private static CompileResult Compile(string name, InputMode input)
    {
        var network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5 });
        var camera = new CameraInput(CameraFormat.Rgb565BigEndian) { Size = (80, 60) };
        return Compiler.Compile(
            new CompileRequest(Compiler.WithCamera(network, camera).Sound(), name, new string('0', 64), TargetCatalog.Find("host").Sound())
            {
                Camera = camera,
                Input = input,
                Schedule = ScheduleMode.Stream,
            }).Sound();
    }

    [GeneratedRegex("```c\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

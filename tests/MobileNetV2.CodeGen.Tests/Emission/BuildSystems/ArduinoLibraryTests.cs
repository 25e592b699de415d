using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

/// <summary>The rules of the Arduino library specification, revision 2.2.</summary>
public class ArduinoLibraryTests
{
    private static readonly string[] Required =
        ["name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures", "includes"];

    private static readonly string[] Categories =
    [
        "Display", "Communication", "Signal Input/Output", "Sensors", "Device Control", "Timing", "Data Storage",
        "Data Processing", "Other",
    ];

    [Theory]
    [InlineData("tiny")]
    [InlineData("arduino_person")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789abc")]
    public void Library_properties_keep_the_specification(string name)
    {
        var files = SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.Arduino) with { Name = name });
        var properties = files.Text("library.properties").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith('#')).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);

        Assert.Equal(Required, properties.Keys);
        Assert.All(properties.Values, v => Assert.Equal(v.Trim(), v));
        Assert.All(properties.Values, v => Assert.NotEqual("", v));
        Assert.Matches("^[A-Za-z0-9][A-Za-z0-9 _.-]{0,62}$", properties["name"]);
        Assert.DoesNotMatch("^(?i:arduino)", properties["name"]);
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\+[0-9a-f]{8}$", properties["version"]);
        Assert.DoesNotMatch("^(?i:arduino)", properties["maintainer"]);
        Assert.Contains(properties["category"], Categories);
        Assert.True(Uri.IsWellFormedUriString(properties["url"], UriKind.Absolute));
        Assert.Matches(@"^(\*|[a-z0-9_-]+(,[a-z0-9_-]+)*)$", properties["architectures"]);
        Assert.Contains(files, f => f.RelativePath == "src/" + properties["includes"]);
    }

    /// <summary>With <c>src</c>, Arduino compiles what lies there and nothing in the library's root;
    /// a sketch has the name of its folder.</summary>
    [Fact]
    public void Sources_lie_in_src_and_the_example_in_a_folder_of_its_name()
    {
        var paths = SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.Arduino)).Select(f => f.RelativePath).ToArray();

        Assert.DoesNotContain(paths, p =>
            !p.Contains('/', StringComparison.Ordinal) && Path.GetExtension(p) is ".c" or ".h" or ".cpp" or ".ino");
        var sketch = Assert.Single(paths, p => Path.GetExtension(p) == ".ino").Split('/');
        Assert.Equal("examples", sketch[0]);
        Assert.Equal(sketch[1] + ".ino", sketch[2]);
    }

    [SkippableTheory]
    [InlineData(InputMode.Frame)]
    [InlineData(InputMode.Rows)]
    public void The_example_of_a_classifier_is_cpp_without_warnings(InputMode input) => CheckSketch(
        MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 3 }), input);

    [SkippableFact]
    public void The_example_of_several_inputs_and_outputs_is_cpp_without_warnings()
    {
        var b = new GraphBuilder("several");
        var q = QuantizationParameters.PerTensor(0.5f, 0);
        var shape = new Shape(1, 2, 2, 3);
        var x = b.Input("x", shape, ElementType.Int8, q);
        var y = b.Input("y", shape, ElementType.Int8, q);
        var sum = b.Tensor("sum", shape, ElementType.Int8, q);
        var product = b.Tensor("product", shape, ElementType.Int8, q);
        b.Add(id => new Add(id, [x, y], [sum], Activation.None));
        b.Add(id => new Mul(id, [x, y], [product], Activation.None));
        b.Output(sum);
        b.Output(product);
        CheckSketch(b.Build(), InputMode.Frame);
    }

    private static void CheckSketch(Graph graph, InputMode input)
    {
        using var folder = new TemporaryFolder();
        SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.Arduino) with { Graph = graph, Input = input }).WriteTo(folder.FullPath);

        Tool.Run(
            folder.FullPath,
            "arm-none-eabi-g++",
            "-std=gnu++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-include", SampleFirmware.Sources("../arduino/Arduino.h"),
            "-Isrc", "-x", "c++",
            "examples/Inference/Inference.ino");
    }
}

using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Import.TfLite;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

public sealed class RoundTripTests
{
    public static TheoryData<string> Kinds => [.. RandomGraphs.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_operator_comes_back_as_it_was_written(string kind)
    {
        var valid = Enumerable.Range(0, 20).Select(seed => RandomGraphs.Single(kind, (ulong)seed)).Where(IsValid).ToList();
        Assert.NotEmpty(valid);
        valid.ForEach(AssertComesBack);
    }

    [Fact]
    public void Networks_come_back_as_they_were_written()
    {
        var valid = Enumerable.Range(0, 40).Select(seed => RandomGraphs.Network((ulong)seed)).Where(IsValid).ToList();
        Assert.NotEmpty(valid);
        valid.ForEach(AssertComesBack);
    }

    [Fact]
    public void A_built_network_comes_back_as_it_was_written() =>
        AssertComesBack(
            MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 10, UInt8Border = true }));

    [SkippableTheory]
    [InlineData("ad01_int8")]
    [InlineData("kws_ref_model")]
    [InlineData("mobilenet_v2_1.0_224_int8")]
    [InlineData("person_detect")]
    [InlineData("pretrainedResnet_quant")]
    [InlineData("vww_96_int8")]
    public void Real_networks_come_back_as_they_were_imported(string name)
    {
        var file = File.ReadAllBytes(SharedData.Require("models", name + ".tflite"));
        AssertComesBack(ModelImporter.Import(file, name + ".tflite", _ => null).Sound());
    }

    /// <summary>Scales that nothing reads: those of a bias are the product of two others, whatever a file says.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(0f)]
    [InlineData(3e38f)]
    [InlineData(float.PositiveInfinity)]
    public void What_imports_with_an_odd_scale_of_a_bias_reads_back(float scale)
    {
        var bias = new TestTensor("bias", TensorElementType.Int32, 2) { Scales = [scale], ZeroPoints = [0], Data = new byte[8] };
        var file = SampleModels.Convolution(null, null, bias).Build();

        var imported = ModelImporter.Import(file, "net.tflite", _ => null);

        if (imported.Value is { } graph)
            AssertComesBack(graph);
        else
            Assert.NotEmpty(imported.Diagnostics);
    }

    [Fact]
    public void The_importer_of_all_formats_reads_descriptions()
    {
        var files = DescriptionFiles.Write(RandomGraphs.Network(3), "net");
        var outcome = ModelImporter.Import(files["net.json"], "net.json", name => new ReadOnlyMemory<byte>(files[name]));
        DescriptionFiles.AssertEqual(RandomGraphs.Network(3), outcome.Sound());
    }

    [Fact]
    public void Repeated_and_empty_names_and_gaps_in_ids_survive()
    {
        var quantization = QuantizationParameters.PerTensor(0.1f, -3);
        ImmutableArray<Tensor> tensors =
        [
            new(new(2), "", new Shape(1, 4), ElementType.Int8, quantization),
            new(new(5), "x", new Shape(1, 4), ElementType.Int8, quantization, new byte[] { 1, 2, 3, 4 }),
            new(new(6), "x%7", new Shape(1, 4), ElementType.Int8, quantization),
            new(new(7), "x", new Shape(1, 4), ElementType.Int8, quantization),
            new(new(9), "__metadata__", new Shape(4), ElementType.Float32, null, new byte[16]),
            new(new(10), "\"\u00e9\t\\\ud83d\ude00", new Shape(), ElementType.Int8, quantization),
        ];
        var graph = new Graph(
            "names",
            tensors,
            [new Add(new(3), [new(2), new(5)], [new(6)], Activation.None), new Relu(new(1), [new(6)], [new(7)], Activation.Relu)],
            [new(2), new(10)],
            [new(7)]);
        AssertComesBack(graph);
    }

    [Fact]
    public void Text_is_stable_and_readable()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 4 });
        var files = DescriptionFiles.Write(graph, "tiny");
        Assert.Equal(["tiny.json", "tiny.safetensors"], files.Keys.Order(StringComparer.Ordinal));
        var text = Encoding.UTF8.GetString(files["tiny.json"]);
        Assert.Equal(files["tiny.json"], DescriptionFiles.Write(graph, "tiny")["tiny.json"]);
        Assert.StartsWith(
            "{\n  \"mnv2cModel\": 1,\n  \"name\": \"mobilenet_v2\",\n  \"weights\": \"tiny.safetensors\",\n  \"inputs\": [\"input\"],\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "    { \"op\": \"DEPTHWISE_CONV_2D\", \"inputs\": [\"stem\", \"block_0/depthwise/filter\", \"block_0/depthwise/bias\"], "
            + "\"outputs\": [\"block_0/depthwise\"], \"padding\": \"same\", \"activation\": \"relu6\" },\n", text,
            StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length < 320, line));
    }

    private static bool IsValid(Graph graph) => !GraphValidator.Validate(graph).Any(d => d.IsError);

    private static void AssertComesBack(Graph graph)
    {
        var outcome = DescriptionFiles.Read(DescriptionFiles.Write(graph));
        DescriptionFiles.AssertEqual(graph, outcome.Sound());
    }
}

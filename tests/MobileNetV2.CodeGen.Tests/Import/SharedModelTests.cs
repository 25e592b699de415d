using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import;

public sealed class SharedModelTests
{
    [SkippableTheory]
    [InlineData("ad01_int8", 640, 640)]
    [InlineData("kws_ref_model", 490, 12)]
    [InlineData("mobilenet_v2_1.0_224_int8", 150528, 1001)]
    [InlineData("person_detect", 9216, 2)]
    [InlineData("pretrainedResnet_quant", 3072, 10)]
    [InlineData("vww_96_int8", 27648, 2)]
    public void Real_int8_networks_import_without_a_word(string name, int inputBytes, int outputBytes)
    {
        var outcome = Import(name + ".tflite");

        var graph = outcome.Sound();
        Assert.Equal(name, graph.Name);
        Assert.Equal(inputBytes, graph[Assert.Single(graph.Inputs)].SizeBytes);
        Assert.Equal(outputBytes, graph[Assert.Single(graph.Outputs)].SizeBytes);
    }

    [SkippableFact]
    public void MobileNetV2_has_its_operators_and_weights()
    {
        var graph = Import("mobilenet_v2_1.0_224_int8.tflite").Sound();

        Assert.Equal(68, graph.Operators.Length);
        Assert.Equal(3_543_284 - AxesAndShapesBytes, graph.Tensors.Sum(t => t.Data?.Length ?? 0));
        Assert.Equal(17, graph.Operators.OfType<DepthwiseConv2D>().Count());
        Assert.Equal(ElementType.UInt8, graph[graph.Inputs[0]].Type);
    }

    [SkippableFact]
    public void A_first_depthwise_multiplier_of_8_is_read_from_the_shapes() =>
        Assert.Equal(8, Import("person_detect.tflite").Sound().Operators.OfType<DepthwiseConv2D>().First().DepthMultiplier);

    [SkippableFact]
    public void A_uint8_network_becomes_int8_between_its_uint8_borders()
    {
        var graph = Import("mobilenet_v2_1.0_224_quant.tflite").Sound();

        Assert.Equal(65 + 1 + 2, graph.Operators.Length);
        Assert.Equal(ElementType.UInt8, graph[graph.Inputs[0]].Type);
        Assert.Equal(ElementType.UInt8, graph[graph.Outputs[0]].Type);
        Assert.Contains(graph.Operators.OfType<DepthwiseConv2D>(), o => graph[o.Filter].RequiredQuantization.ZeroPoint != 0);
    }

    [SkippableTheory]
    [InlineData("vww_96_float", 31, 7_489_664)]
    [InlineData("resnet8_float", 16, 12_501_632)]
    [InlineData("ad01_float", 10, 264_192)]
    [InlineData("kws_dynamic_range", 13, 2_656_768)]
    public void Real_float_networks_import_with_their_weights_in_float32(string name, int operators, int macs)
    {
        var graph = Import(name + ".tflite").Sound();

        Assert.Equal((operators, macs), (graph.Operators.Length, MacCount.Of(graph)));
        Assert.All(graph.Tensors, t => Assert.Equal(ElementType.Float32, t.Type));
    }

    /// <summary>Constants that became attributes.</summary>
    private const int AxesAndShapesBytes = 16;

    private static Outcome<Graph> Import(string file) =>
        ModelImporter.Import(File.ReadAllBytes(SharedData.Require("models", file)), file, _ => null);
}

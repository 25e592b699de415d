using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Interpreter;

/// <summary>Real networks against the oracle's outputs, byte for byte.</summary>
public class GoldenTests
{
    [SkippableTheory]
    [InlineData("ad01_int8", "random1")]
    [InlineData("ad01_int8", "random2")]
    [InlineData("kws_ref_model", "random1")]
    [InlineData("kws_ref_model", "random2")]
    [InlineData("mobilenet_v2_1.0_224_int8", "cat")]
    [InlineData("mobilenet_v2_1.0_224_int8", "parrot")]
    [InlineData("mobilenet_v2_1.0_224_int8", "random1")]
    [InlineData("person_detect", "random1")]
    [InlineData("person_detect", "random2")]
    [InlineData("person_detect", "smooth")]
    [InlineData("pretrainedResnet_quant", "random1")]
    [InlineData("pretrainedResnet_quant", "random2")]
    [InlineData("vww_96_int8", "random1")]
    [InlineData("vww_96_int8", "random2")]
    [InlineData("vww_96_int8", "smooth")]
    [InlineData("hey_luna", "seq6")]
    [InlineData("rnnoise", "seq6")]
    [InlineData("keyword_svdf", "seq6")]
    [InlineData("voice_16x8", "seq6")]
    [InlineData("mnist_lstm", "seq6")]
    [InlineData("fdmobilenet_025_128_flowers", "random1")]
    public void Outputs_equal_the_oracle(string model, string name)
    {
        var graph = Load(model);
        var session = new InterpreterSession(graph);
        var outputs = Inferences(graph, model, name).SelectMany(inputs => session.Run(inputs)).SelectMany(o => o);
        Assert.Equal(File.ReadAllBytes(SharedData.Require("golden", model, $"{name}.out.bin")), outputs);
    }

    [SkippableTheory]
    [InlineData("ad01_int8")]
    [InlineData("kws_ref_model")]
    [InlineData("mobilenet_v2_1.0_224_int8")]
    [InlineData("person_detect")]
    [InlineData("pretrainedResnet_quant")]
    [InlineData("vww_96_int8")]
    public void Every_layer_equals_the_oracle(string model)
    {
        var graph = Load(model);
        var trace = new ReferenceInterpreter(graph).Trace(Assert.Single(Inferences(graph, model, "random1")));
        foreach (var line in File.ReadLines(SharedData.Require("golden", model, "random1.layers.txt")))
        {
            var fields = line.Split(' ');
            var id = new TensorId(int.Parse(fields[1], CultureInfo.InvariantCulture));
            var op = Assert.Single(graph.Operators, o => o.Outputs.Contains(id));
            Assert.Equal(fields[0], op.Id.Value.ToString(CultureInfo.InvariantCulture));
            var bytes = trace[id].Span;
            Assert.Equal(fields[2], bytes.Length.ToString(CultureInfo.InvariantCulture));
            var crc = Crc32.Of(bytes).ToString("x8", CultureInfo.InvariantCulture);
            Assert.True(fields[4] == crc, $"{op} '{graph[id].Name}' is the first that differs: {crc}, oracle {fields[4]}");
        }
    }

    private static Graph Load(string model)
    {
        var path = SharedData.Require("models", $"{model}.tflite");
        var outcome = ModelImporter.Import(File.ReadAllBytes(path), path, _ => null);
        return outcome.Sound();
    }

    /// <summary>The inputs of each inference: a case may have several in a row.</summary>
    private static IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> Inferences(Graph graph, string model, string name)
    {
        ReadOnlyMemory<byte> file = File.ReadAllBytes(SharedData.Require("golden", model, $"{name}.in.bin"));
        var size = graph.Inputs.Sum(id => graph[id].SizeBytes);
        Assert.Equal(0, file.Length % size);
        for (var start = 0; start < file.Length;)
            yield return [.. graph.Inputs.Select(id =>
                file.Slice((start += graph[id].SizeBytes) - graph[id].SizeBytes, graph[id].SizeBytes))];
    }
}

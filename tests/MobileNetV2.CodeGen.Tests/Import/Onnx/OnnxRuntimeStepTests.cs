using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MobileNetV2.CodeGen.Differences;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>Networks with QuantizeLinear and DequantizeLinear, operator by operator:
/// each is given the integers that OnnxRuntime has before it.</summary>
public sealed class OnnxRuntimeStepTests
{
    private const int Cases = 4;

    [SkippableTheory]
    [InlineData("kws_qdq.onnx")]
    [InlineData("resnet8_qdq.onnx")]
    public void Every_operator_is_within_one_step_of_OnnxRuntime(string name)
    {
        var file = File.ReadAllBytes(SharedData.Require("models", name));
        var graph = ModelImporter.Import(file, "net.onnx", _ => null).Sound();
        var rescaling = graph.Operators.Where(op => op is not (Quantize or Dequantize or Reshape)).ToArray();
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        var names = rescaling.SelectMany(op => op.Inputs.Add(op.Output)).Where(id => !graph[id].IsConstant).Select(id => graph[id].Name);
        using var session = new InferenceSession(WithOutputs(file, names.Except(graph.Outputs.Select(id => graph[id].Name))), options);

        var (different, count) = (0, 0);
        for (var seed = 0UL; seed < Cases; seed++)
        {
            var theirs = Integers(session, graph, seed);
            foreach (var op in rescaling)
            {
                var inputs = op.Inputs.Where(id => !graph[id].IsConstant).Distinct().ToArray();
                var alone = graph.With(operators: [op], inputs: [.. inputs], outputs: [op.Output]);
                var ours = new ReferenceInterpreter(alone).Run([.. inputs.Select(id => (ReadOnlyMemory<byte>)theirs[graph[id].Name])])[0];
                var distances = ours.Zip(theirs[graph[op.Output].Name], (a, b) => Math.Abs(unchecked((sbyte)a - (sbyte)b))).ToArray();
                Assert.True(distances.Max() <= 1, $"{op.Kind} {graph[op.Output].Name}: {distances.Max()} steps");
                (different, count) = (different + distances.Count(d => d > 0), count + distances.Length);
            }
        }

        Assert.InRange((double)different / count, 0, 0.003);
    }

    /// <summary>The softmax that these files leave in float32 is judged by the nearest step.
    /// Sums of floats end on the other side of a half now and then.</summary>
    [SkippableTheory]
    [InlineData("kws_qdq.onnx")]
    [InlineData("resnet8_qdq.onnx")]
    public void What_OnnxRuntime_answers_is_explained_by_float32(string name)
    {
        const int cases = 8;
        var file = File.ReadAllBytes(SharedData.Require("models", name));
        var graph = ModelImporter.Import(file, "net.onnx", _ => null).Sound();
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(file, options);

        var found = Enumerable.Range(0, cases).Select(seed => Explain(session, graph, (ulong)seed)).ToArray();

        Assert.All(found, f => Assert.True(Assert.Single(f.Tensors).IsNearest));
        var explained = found.Count(f => f.Unexplained == 0 && f.Runtimes.Single(r => r.Name == "float32").Different == 0);
        Assert.InRange(explained, cases - 1, cases);
    }

    private static DifferenceExplanation Explain(InferenceSession session, Graph graph, ulong seed)
    {
        var (input, dimensions) = RandomInput(session, graph, seed);
        using var results =
            session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor<float>(input, dimensions))]);
        var theirs = results.Single().AsTensor<float>().ToArray();
        var moved = OnnxRuntimeTests.Moved(input, dimensions, graph[graph.Inputs[0]].Shape, toLast: true);
        return DifferenceExplainer.Explain(graph, [Bytes(moved)], new Dictionary<TensorId, ReadOnlyMemory<byte>>
        {
            [graph.Outputs[0]] = Bytes(theirs),
        });

        static ReadOnlyMemory<byte> Bytes(float[] reals) => MemoryMarshal.AsBytes(reals.AsSpan()).ToArray();
    }

    /// <summary>What a random input makes of every tensor, as the integers that its QuantizeLinear gives.</summary>
    private static Dictionary<string, byte[]> Integers(InferenceSession session, Graph graph, ulong seed)
    {
        var (input, dimensions) = RandomInput(session, graph, seed);
        using var results =
            session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor<float>(input, dimensions))]);
        return results.ToDictionary(r => r.Name, r => Quantized(graph, r.Name, r.AsTensor<float>()));
    }

    private static (float[] Input, int[] Dimensions) RandomInput(InferenceSession session, Graph graph, ulong seed)
    {
        var random = new TestRandom(seed);
        var quantization = graph[graph.Operators.OfType<Quantize>().First().Output].RequiredQuantization;
        float[] input = [.. Enumerable.Range(0, graph[graph.Inputs[0]].Shape.ElementCount).Select(_ =>
            (float)(quantization.Scale * (random.Double(-128, 127) - quantization.ZeroPoint)))];
        return (input, [.. session.InputMetadata.Single().Value.Dimensions.Select(d => Math.Max(d, 1))]);
    }

    private static byte[] Quantized(Graph graph, string name, Tensor<float> reals)
    {
        var tensor = graph.Tensors.Single(t => t.Name == name && t.Quantization is not null && !t.IsConstant);
        var (scale, zeroPoint) = (tensor.RequiredQuantization.Scale, tensor.RequiredQuantization.ZeroPoint);
        var ordered = OnnxRuntimeTests.Moved(reals.ToArray(), reals.Dimensions.ToArray(), tensor.Shape, toLast: true);
        return [.. ordered.Select(x =>
            unchecked((byte)(sbyte)Math.Clamp(MathF.Round(x / scale, MidpointRounding.ToEven) + zeroPoint, -128, 127)))];
    }

    /// <summary>Messages that follow each other are merged: more outputs are a second graph at the end of the file.</summary>
    private static byte[] WithOutputs(byte[] file, IEnumerable<string> names)
    {
        var graph = new ProtoWriter();
        foreach (var name in names.Distinct())
            graph.Message(12, new ProtoWriter().Text(1, name));
        return [.. file, .. new ProtoWriter().Message(7, graph).ToArray()];
    }
}

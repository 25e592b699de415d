using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Quantization;

/// <summary>A graph of one operator, written by hand in a test.</summary>
internal static class SingleOperator
{
    public static QuantizationParameters Scale(float scale, int zeroPoint = 0) => QuantizationParameters.PerTensor(scale, zeroPoint);

    /// <summary>An int8 input and an int8 output of the same shape.</summary>
    public static Graph Unary(
        Shape shape,
        QuantizationParameters input,
        QuantizationParameters output,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make) =>
        Make([new Tensor(default, "x", shape, ElementType.Int8, input)], new Tensor(default, "y", shape, ElementType.Int8, output), make);

    /// <summary>Tensors without data become graph inputs.</summary>
    public static Graph Make(
        ImmutableArray<Tensor> inputs, Tensor output, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var graph = new GraphBuilder("single");
        ImmutableArray<TensorId> ids = [.. inputs.Select(t => t.Data is { } data
            ? graph.Constant(t.Name, t.Shape, t.Type, t.Quantization, data)
            : graph.Input(t.Name, t.Shape, t.Type, t.Quantization))];
        var result = graph.Tensor(output.Name, output.Shape, output.Type, output.Quantization);
        graph.Add(id => make(id, ids, [result]));
        graph.Output(result);
        return graph.Build();
    }

    /// <summary>Runs a graph of int8 inputs and one int8 output.</summary>
    public static int[] Run(Graph graph, params int[][] inputs)
    {
        var bytes = inputs.Select(values => (ReadOnlyMemory<byte>)values.Select(v => unchecked((byte)v)).ToArray()).ToArray();
        return [.. new ReferenceInterpreter(graph).Run(bytes)[0].Select(b => (int)unchecked((sbyte)b))];
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Simulation.Building;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Compares what a program wrote with what the reference interpreter computes.</summary>
/// <param name="original">Defines the outputs: the network before anything was simplified, or null when its border is another.</param>
internal sealed class ResultComparer(Graph graph, Graph? original, SimulatedModel model)
{
    private readonly InterpreterSession _interpreter = new(graph);
    private readonly InterpreterSession? _ofOutputs = original is null ? null : new(original);

    public long TensorsCompared { get; private set; }

    /// <summary>The next case is the first inference.</summary>
    public void Reset()
    {
        _interpreter.Reset();
        _ofOutputs?.Reset();
    }

    /// <param name="outputs">Output memory of each case.</param>
    /// <param name="trace">Tensors of each step of each case, or null.</param>
    public FirstDifference? Compare(int index, IReadOnlyList<ReadOnlyMemory<byte>> inputs, Stream outputs, Stream? trace)
    {
        var expected = _interpreter.Trace(inputs);
        FirstDifference? first = null;
        foreach (var tensor in trace is null ? [] : model.Tensors)
        {
            var actual = Read(trace!, tensor.SizeBytes);
            first ??= Compare(index, tensor.Step, tensor.Operator, tensor.Name, tensor.Type, expected[tensor.Id].Span, actual);
        }

        var results = _ofOutputs?.Run(inputs);
        var memory = Read(outputs, model.OutputMemory.SizeBytes);
        for (var i = 0; i < model.Outputs.Length; i++)
        {
            var port = model.Outputs[i];
            var kind = graph.ProducerOf(port.Id)?.Kind ?? "output";
            var step = model.Tensors.LastOrDefault(t => t.Id == port.Id)?.Step ?? model.StepCount - 1;
            first ??= Compare(index, step, kind, port.Name, port.Type, results?[i]
                ?? expected[port.Id].Span, model.OutputMemory.Slice(memory, i).Span);
        }

        return first;
    }

    private FirstDifference? Compare(
        int index, int step, string kind, string name, ElementType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        TensorsCompared++;
        return TensorDifference.Between(type, expected, actual) is { } d
            ? new(index, step, kind, name, d.Index, d.Expected, d.Actual, d.DifferentElements)
            : null;
    }

    private static byte[] Read(Stream from, int bytes)
    {
        var block = new byte[bytes];
        from.ReadExactly(block);
        return block;
    }
}

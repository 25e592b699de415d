using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Simulation.Building;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Compares what a program wrote with what the reference interpreter computes.</summary>
/// <param name="original">Defines the outputs: the network before anything was simplified, or null when its border is another.</param>
/// <param name="head">What the outputs mean; its answers are compared too.</param>
internal sealed class ResultComparer(Graph graph, Graph? original, SimulatedModel model, Head? head = null)
{
    private readonly InterpreterSession _interpreter = new(graph);
    private readonly InterpreterSession? _ofOutputs = original is null ? null : new(original);

    private IHeadSession? _answers = head?.Start();

    public long TensorsCompared { get; private set; }

    /// <summary>The next case is the first inference.</summary>
    public void Reset()
    {
        _interpreter.Reset();
        _answers = head?.Start();
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
        var memory = Read(outputs, model.ResultBytes);
        for (var i = 0; i < model.Outputs.Length; i++)
        {
            var port = model.Outputs[i];
            var kind = graph.ProducerOf(port.Id)?.Kind ?? "output";
            var step = model.Tensors.LastOrDefault(t => t.Id == port.Id)?.Step ?? model.StepCount - 1;
            first ??= Compare(index, step, kind, port.Name, port.Type, results?[i]
                ?? expected[port.Id].Span, model.OutputMemory.Slice(memory, i).Span);
        }

        return first ?? CompareAnswer(index, memory, results, expected);
    }

    private FirstDifference? CompareAnswer(int index, byte[] memory, IReadOnlyList<byte[]>? results, InterpreterTrace expected)
    {
        if (_answers is null)
            return null;
        var answer = _answers.Read(results ?? [.. model.Outputs.Select(p => expected[p.Id].ToArray())]);
        var sum = 2166136261U;
        foreach (var pixel in answer.Map?.Classes ?? [])
            sum = unchecked((sum ^ pixel) * 16777619U);
        byte[] whole = [.. answer.ToBytes(head!.Shape), .. BitConverter.GetBytes(sum)];
        return Compare(
            index, model.StepCount - 1, "head", head.Text, ElementType.Int32, whole, memory.AsSpan(model.AnswerOffset, whole.Length));
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

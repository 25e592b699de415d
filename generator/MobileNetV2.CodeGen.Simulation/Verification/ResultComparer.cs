using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Simulation.Building;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Compares what a program wrote with what the reference interpreter computes.</summary>
/// <param name="original">Defines the outputs: the network before anything was simplified, or null when its border is another.</param>
internal sealed class ResultComparer(Graph graph, Graph? original, SimulatedModel model)
{
    private readonly ReferenceInterpreter _interpreter = new(graph);
    private readonly ReferenceInterpreter? _ofOutputs = original is null ? null : new(original);

    public long TensorsCompared { get; private set; }

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
            first ??= Compare(index, step, kind, port.Name, port.Type, results?[i] ?? expected[port.Id].Span, model.OutputMemory.Slice(memory, i).Span);
        }

        return first;
    }

    private FirstDifference? Compare(int index, int step, string kind, string name, ElementType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        TensorsCompared++;
        if (expected.SequenceEqual(actual))
            return null;
        var size = type.SizeBytes();
        int first = -1, count = 0;
        for (var i = 0; i < expected.Length; i += size)
        {
            if (expected.Slice(i, size).SequenceEqual(actual.Slice(i, size)))
                continue;
            count++;
            if (first < 0)
                first = i;
        }

        return new(index, step, kind, name, first / size, Element(type, expected[first..]), Element(type, actual[first..]), count);
    }

    private static double Element(ElementType type, ReadOnlySpan<byte> at) => type switch
    {
        ElementType.Int8 => unchecked((sbyte)at[0]),
        ElementType.UInt8 or ElementType.Bool => at[0],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
        ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static byte[] Read(Stream from, int bytes)
    {
        var block = new byte[bytes];
        from.ReadExactly(block);
        return block;
    }
}

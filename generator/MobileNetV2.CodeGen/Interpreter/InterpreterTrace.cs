using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>The bytes of every tensor after one run.</summary>
public sealed class InterpreterTrace
{
    private readonly Graph _graph;
    private readonly IReadOnlyDictionary<TensorId, byte[]> _written;

    internal InterpreterTrace(Graph graph, IReadOnlyDictionary<TensorId, byte[]> written) => (_graph, _written) = (graph, written);

    /// <summary>The tensor's elements, little-endian and row-major; inputs and constants included.</summary>
    public ReadOnlyMemory<byte> this[TensorId id] => _written.TryGetValue(id, out var bytes) ? bytes : _graph[id].Data!.Value;
}

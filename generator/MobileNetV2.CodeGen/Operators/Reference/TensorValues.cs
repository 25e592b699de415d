using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The tensors of one run as far as they are known.</summary>
internal sealed class TensorValues
{
    private readonly Dictionary<TensorId, byte[]> _written = [];
    private bool? _isIsland;

    /// <param name="states">What each state has before the run; what it has initially when nothing is given.</param>
    public TensorValues(Graph graph, IReadOnlyList<ReadOnlyMemory<byte>> inputs, IReadOnlyList<byte[]>? states = null)
    {
        Graph = graph;
        if (inputs.Count != graph.Inputs.Length)
            throw new ArgumentException($"the network has {graph.Inputs.Length} inputs, {inputs.Count} were given", nameof(inputs));
        for (var i = 0; i < inputs.Count; i++)
        {
            var tensor = graph[graph.Inputs[i]];
            if (inputs[i].Length != tensor.SizeBytes)
                throw new ArgumentException($"input {tensor} has {tensor.SizeBytes} bytes, {inputs[i].Length} were given", nameof(inputs));
            _written[tensor.Id] = inputs[i].ToArray();
        }

        for (var i = 0; i < graph.States.Length; i++)
            _written[graph.States[i].Current] = states is null ? graph[graph.States[i].Initial].Data!.Value.ToArray() : states[i];
    }

    private TensorValues(TensorValues other) => (Graph, _written, _isIsland) = (other.Graph, new(other._written), other._isIsland);

    public Graph Graph { get; }

    /// <summary>The rounding of the operators that run next.</summary>
    public RoundingRule Rounding { get; set; }

    /// <summary>Inputs and everything computed so far; constants are in the graph.</summary>
    public IReadOnlyDictionary<TensorId, byte[]> Written => _written;

    /// <summary>Floats stand between integers.</summary>
    public bool IsIsland => _isIsland ??= FloatDialect.IsIsland(Graph);

    public ReadOnlySpan<byte> Read(TensorId id) => _written.TryGetValue(id, out var bytes) ? bytes : Graph[id].Data!.Value.Span;

    /// <summary>The biases of a convolution; zeros when it has none.</summary>
    public int[] ReadBias(TensorId? id, int channels) =>
        id is { } bias ? MemoryMarshal.Cast<byte, int>(Read(bias)).ToArray() : new int[channels];

    /// <summary>The same of constants.</summary>
    public static int[] BiasOf(Graph graph, TensorId? id, int channels) =>
        id is { } bias ? MemoryMarshal.Cast<byte, int>(graph[bias].Data!.Value.Span).ToArray() : new int[channels];

    public ReadOnlySpan<short> Shorts(TensorId id) => MemoryMarshal.Cast<byte, short>(Read(id));

    /// <summary>Room for a tensor of int16.</summary>
    public Span<short> WriteShorts(TensorId id) => MemoryMarshal.Cast<byte, short>(Write(id).AsSpan());

    /// <summary>A copy that goes on by itself.</summary>
    public TensorValues Fork() => new(this);

    /// <summary>What readers of a tensor find from now on.</summary>
    public void Put(TensorId id, byte[] content) => _written[id] = content;

    /// <summary>Room for a tensor that an operator is about to compute; all zero.</summary>
    public byte[] Write(TensorId id) => _written[id] = new byte[Graph[id].SizeBytes];
}

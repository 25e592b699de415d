using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>Runs a network one operator at a time in managed code: the reference that generated C must equal bit by bit.</summary>
/// <remarks>
/// Its arithmetic is that of the TensorFlow Lite Micro reference kernels; float32 operators have the same bits on every machine. Instances
/// keep no state between runs (<see cref="InterpreterSession"/> does) and may be shared between threads.
/// </remarks>
public sealed class ReferenceInterpreter
{
    private readonly Graph _graph;

    /// <param name="graph">A graph that passed validation.</param>
    public ReferenceInterpreter(Graph graph) => _graph = graph ?? throw new ArgumentNullException(nameof(graph));

    /// <summary>Runs the network once.</summary>
    /// <param name="inputs">One block for each graph input, in order: little-endian elements in the tensor's type, row-major.</param>
    /// <returns>One block for each graph output, in order.</returns>
    /// <exception cref="ArgumentException">The number of inputs or the size of one is wrong.</exception>
    public ImmutableArray<byte[]> Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => new InterpreterSession(_graph).Run(inputs);

    /// <summary>Runs the network once and keeps every tensor.</summary>
    /// <inheritdoc cref="Run"/>
    public InterpreterTrace Trace(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => new InterpreterSession(_graph).Trace(inputs);
}

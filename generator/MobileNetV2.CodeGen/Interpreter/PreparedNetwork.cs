using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>
/// A network with what its operators need again in every run, for who runs it often. Its bits are those of the
/// <see cref="ReferenceInterpreter"/>, which generated C is compared with. Threads may share it.
/// </summary>
public sealed class PreparedNetwork
{
    private readonly Lazy<PreparedOperator?>[] _operators;

    /// <param name="graph">A graph that passed validation.</param>
    public PreparedNetwork(Graph graph)
    {
        Graph = graph ?? throw new ArgumentNullException(nameof(graph));
        _operators = [.. graph.Operators.Select(op => new Lazy<PreparedOperator?>(() => PreparedOperator.For(graph, op)))];
    }

    internal Graph Graph { get; }

    /// <inheritdoc cref="ReferenceInterpreter.Run"/>
    public ImmutableArray<byte[]> Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => new InterpreterSession(this).Run(inputs);

    /// <inheritdoc cref="ReferenceInterpreter.Trace"/>
    public InterpreterTrace Trace(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => new InterpreterSession(this).Trace(inputs);

    /// <summary>Runs all operators, in their order.</summary>
    internal void Run(TensorValues values)
    {
        for (var i = 0; i < _operators.Length; i++)
        {
            if (_operators[i].Value is { } prepared)
                prepared.Run(values);
            else
                OperatorReference.Run(Graph.Operators[i], values);
        }
    }
}

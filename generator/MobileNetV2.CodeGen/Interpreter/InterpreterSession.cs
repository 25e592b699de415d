using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>Inferences in a row: what a network with state leaves behind is what its next inference finds.</summary>
public sealed class InterpreterSession
{
    private readonly Graph _graph;
    private readonly Action<TensorValues> _run;
    private ImmutableArray<byte[]> _states;

    /// <param name="graph">A graph that passed validation.</param>
    public InterpreterSession(Graph graph)
        : this(graph ?? throw new ArgumentNullException(nameof(graph)), values => RunReference(graph, values))
    {
    }

    internal InterpreterSession(PreparedNetwork network)
        : this(network.Graph, network.Run)
    {
    }

    private InterpreterSession(Graph graph, Action<TensorValues> run)
    {
        (_graph, _run) = (graph, run);
        Reset();
    }

    /// <summary>Forgets all inferences: the next one is the first.</summary>
    public void Reset() => _states = [.. _graph.States.Select(s => _graph[s.Initial].Data!.Value.ToArray())];

    /// <inheritdoc cref="ReferenceInterpreter.Run"/>
    public ImmutableArray<byte[]> Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        var values = Execute(inputs);
        return [.. _graph.Outputs.Select(id => values.Read(id).ToArray())];
    }

    /// <inheritdoc cref="ReferenceInterpreter.Trace"/>
    public InterpreterTrace Trace(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => new(_graph, Execute(inputs).Written);

    private TensorValues Execute(IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        var values = new TensorValues(_graph, inputs, _states);
        _run(values);
        _states = [.. _graph.States.Select(s => values.Read(s.Next).ToArray())];
        return values;
    }
    private static void RunReference(Graph graph, TensorValues values)
    {
        foreach (var op in graph.Operators)
            OperatorReference.Run(op, values);
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Interpreter;

/// <summary>A network with what its operators need again in every run. Threads may share it.</summary>
internal sealed class PreparedNetwork
{
    private readonly Lazy<PreparedOperator?>[] _operators;

    public PreparedNetwork(Graph graph)
    {
        Graph = graph;
        _operators = [.. graph.Operators.Select(op => new Lazy<PreparedOperator?>(() => PreparedOperator.For(graph, op)))];
    }

    public Graph Graph { get; }

    /// <summary>Runs all operators, in their order.</summary>
    public void Run(TensorValues values)
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

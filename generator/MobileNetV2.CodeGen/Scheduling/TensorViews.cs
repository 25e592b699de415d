using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Which tensors are the same bytes under another name, and which tensor holds them.</summary>
/// <remarks>The output of a RESHAPE-like layer is a view of its input, unless that would make one buffer
/// both an input and an output of the network, or the input is a constant (which is not in the arena).</remarks>
internal sealed class TensorViews
{
    private readonly Dictionary<TensorId, TensorId> _roots = [];

    /// <summary>The views of a graph that runs layer by layer.</summary>
    public TensorViews(Graph graph)
        : this(graph, graph.Operators)
    {
    }

    /// <summary>The views of a schedule: inside a stream there are none.</summary>
    public TensorViews(Schedule schedule)
        : this(schedule.Graph, schedule.Steps.OfType<LayerStep>().Select(s => s.Operator))
    {
    }

    private TensorViews(Graph graph, IEnumerable<Operator> layers)
    {
        foreach (var op in layers.Where(IsView))
        {
            if (CanBeView(graph, op))
                _roots[op.Output] = RootOf(op.Input);
        }
    }

    /// <summary>The tensor whose buffer holds <paramref name="id"/>: itself unless it is a view.</summary>
    public TensorId RootOf(TensorId id) => _roots.GetValueOrDefault(id, id);

    /// <summary>True when the operator moves no byte.</summary>
    public bool IsFree(Operator op) => IsView(op) && _roots.ContainsKey(op.Output);

    /// <summary>True when the step moves no byte.</summary>
    public bool IsFree(Step step) => step is LayerStep layer && IsFree(layer.Operator);

    private static bool IsView(Operator op) => OperatorCatalog.Of(op).Movement == Movement.Views;

    private bool CanBeView(Graph graph, Operator op)
    {
        var root = RootOf(op.Input);
        return !graph[op.Input].IsConstant && !graph.IsState(root) && !(graph.IsOutput(op.Output) && graph.Inputs.Contains(root));
    }
}

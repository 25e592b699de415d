using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Which tensors are the same bytes under another name, and which tensor holds them.</summary>
/// <remarks>The output of a RESHAPE-like layer is a view of its input, unless that would make one buffer
/// both an input and an output of the network, or the input is a constant (which is not in the arena).</remarks>
internal sealed class TensorViews
{
    private readonly Dictionary<TensorId, TensorId> _roots = [];

    public TensorViews(Schedule schedule)
    {
        foreach (var layer in schedule.Steps.OfType<LayerStep>())
        {
            if (layer.Operator is Reshape reshape && CanBeView(schedule.Graph, reshape))
                _roots[reshape.Output] = RootOf(reshape.Input);
        }
    }

    /// <summary>The tensor whose buffer holds <paramref name="id"/>: itself unless it is a view.</summary>
    public TensorId RootOf(TensorId id) => _roots.GetValueOrDefault(id, id);

    /// <summary>True when the step moves no byte.</summary>
    public bool IsFree(Step step) => step is LayerStep { Operator: Reshape reshape } && _roots.ContainsKey(reshape.Output);

    private bool CanBeView(Graph graph, Reshape op)
    {
        var root = RootOf(op.Input);
        return !graph[op.Input].IsConstant && !(graph.Inputs.Contains(root) && graph.Outputs.Contains(op.Output));
    }
}

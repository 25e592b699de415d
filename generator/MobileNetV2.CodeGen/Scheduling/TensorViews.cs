using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Which tensors are bytes of another, and which tensor holds them.</summary>
/// <remarks>The output of a RESHAPE-like layer is a view of its input, and so are the parts that a layer takes from it when the schedule
/// says so (<see cref="LayerStep.LeavesPartsInPlace"/>), unless that would make one buffer both an input and an output of the network, or
/// the input is a constant (which is not in the arena).</remarks>
internal sealed class TensorViews
{
    private readonly Dictionary<TensorId, (TensorId Root, int OffsetBytes)> _places = [];

    /// <summary>The views of a graph that runs layer by layer, where only shapes change.</summary>
    public TensorViews(Graph graph)
        : this(graph, [])
    {
    }

    /// <summary>The same, where these operators leave what they take in its place.</summary>
    public TensorViews(Graph graph, IReadOnlySet<OperatorId> inPlace)
        : this(graph, graph.Operators.Select(o => (o, inPlace.Contains(o.Id))))
    {
    }

    /// <summary>The views of a schedule: inside a stream there are none.</summary>
    public TensorViews(Schedule schedule)
        : this(schedule.Graph, schedule.Steps.OfType<LayerStep>().Select(s => (s.Operator, s.LeavesPartsInPlace)))
    {
    }

    private TensorViews(Graph graph, IEnumerable<(Operator Operator, bool LeavesPartsInPlace)> layers)
    {
        foreach (var (op, leavesPartsInPlace) in layers)
        {
            if ((leavesPartsInPlace || OperatorCatalog.Of(op).Movement is Movement.View)
                && OperatorCatalog.Of(op).RunsOfInput(graph, op) is { } runs && CanBeViews(graph, op))
            {
                var (root, offset) = (RootOf(op.Input), OffsetOf(op.Input));
                foreach (var (output, run) in op.Outputs.Zip(runs))
                    _places[output] = (root, offset + run);
            }
        }
    }

    /// <summary>The tensor whose buffer holds <paramref name="id"/>: itself unless it is a view.</summary>
    public TensorId RootOf(TensorId id) => _places.TryGetValue(id, out var place) ? place.Root : id;

    /// <summary>Where in <see cref="RootOf"/> it begins.</summary>
    public int OffsetOf(TensorId id) => _places.TryGetValue(id, out var place) ? place.OffsetBytes : 0;

    /// <summary>True when the operator moves no byte.</summary>
    public bool IsFree(Operator op) => _places.ContainsKey(op.Output);

    /// <summary>True when the step moves no byte.</summary>
    public bool IsFree(Step step) => step is LayerStep layer && IsFree(layer.Operator);

    /// <summary>
    /// What a kernel may do to the tensors that hold its operands: of several operands in one, what it may do to all of them; nothing where
    /// it may not overwrite one of them.
    /// </summary>
    public IEnumerable<TensorOverlap> OnRoots(Operator op, IEnumerable<TensorOverlap> overlaps)
    {
        var ofOperand = overlaps.ToLookup(o => o.Upper);
        return from input in op.Inputs.Distinct()
               group input by RootOf(input) into operands
               where operands.All(ofOperand.Contains)
               select new TensorOverlap(
                   op.Output,
                   operands.Key,
                   operands.Max(i => ofOperand[i].Max(o => o.DistanceBytes) - OffsetOf(i)));
    }

    /// <remarks>What the caller reads has a buffer of its own size.</remarks>
    private bool CanBeViews(Graph graph, Operator op)
    {
        var root = RootOf(op.Input);
        return !graph[op.Input].IsConstant && !graph.IsState(root)
            && !op.Outputs.Any(o => graph.IsOutput(o) && (graph.Inputs.Contains(root) || graph[o].SizeBytes != graph[root].SizeBytes));
    }
}

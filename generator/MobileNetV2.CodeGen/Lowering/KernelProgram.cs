using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The network as kernel calls on unplaced buffers.</summary>
/// <param name="Placements">Where each input, output and activation lives. Tensors inside a stream have no placement.</param>
internal sealed record KernelProgram(
    Graph Graph,
    Target Target,
    KernelSet Kernels,
    ImmutableArray<LoweredStep> Steps,
    ImmutableArray<ArenaBuffer> Buffers,
    ImmutableArray<OverlapPermit> Overlaps,
    ImmutableArray<ConstantArray> Constants,
    ImmutableSortedDictionary<TensorId, TensorPlacement> Placements)
{
    /// <summary>What is kept from one inference to the next; apart from all buffers.</summary>
    public ImmutableArray<StatePlace> States { get; init; } = [];

    /// <summary>Operators that no step runs: their outputs are bytes of their inputs.</summary>
    public IEnumerable<Operator> OperatorsWithoutStep
    {
        get
        {
            var run = Steps.SelectMany(s => s.Source.Operators).Select(o => o.Id).ToHashSet();
            return Graph.Operators.Where(o => !run.Contains(o.Id));
        }
    }

    /// <summary>Bytes of all states, padding between them included.</summary>
    public int StateBytes => States.IsEmpty ? 0 : States[^1].OffsetBytes + States[^1].SizeBytes;
}

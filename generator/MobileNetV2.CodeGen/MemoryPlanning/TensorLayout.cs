using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Where the tensors of generated C lie, for a program that runs it and looks at them.</summary>
/// <param name="ArenaBytes">Size of each arena.</param>
/// <param name="StepCount">Steps of an inference.</param>
/// <param name="HasState">The network keeps something from one inference to the next.</param>
/// <param name="Inputs">In the order of the network.</param>
/// <param name="Outputs">In the order of the network.</param>
/// <param name="Traced">What each step leaves behind, in the order of steps.</param>
public sealed record TensorLayout(
    ImmutableArray<int> ArenaBytes,
    int StepCount,
    bool HasState,
    ImmutableArray<PlacedTensor> Inputs,
    ImmutableArray<PlacedTensor> Outputs,
    ImmutableArray<TracedTensor> Traced)
{
    internal static TensorLayout Of(PlannedProgram planned)
    {
        var (program, plan) = (planned.Program, planned.Plan);
        var graph = program.Graph;
        return new(
            plan.ArenaBytes,
            program.Steps.Length,
            program.StateBytes > 0,
            [.. graph.Inputs.Select(Placed)],
            [.. graph.Outputs.Select(Placed)],
            [.. program.Steps.SelectMany(s => s.Outputs.Where(program.Placements.ContainsKey).Select(id => Traced(s, id)))]);

        PlacedTensor Placed(TensorId id)
        {
            var (arena, offset) = Place(id);
            return new(id, graph[id].Name, graph[id].Type, graph[id].SizeBytes, arena, offset);
        }

        TracedTensor Traced(LoweredStep step, TensorId id)
        {
            var (arena, offset) = Place(id);
            var kind = graph.ProducerOf(id)?.Kind ?? step.Source.Operators[^1].Kind;
            return new(step.Index, kind, id, graph[id].Name, graph[id].Type, arena, offset, graph[id].SizeBytes);
        }

        (int Arena, int OffsetBytes) Place(TensorId id)
        {
            if (!program.Placements.TryGetValue(id, out var placement))
                return (PlacedTensor.Nowhere, 0);
            var buffer = plan[placement.Buffer];
            return (buffer.Arena, buffer.OffsetBytes + placement.OffsetBytes);
        }
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Lists what steps leave in the arena.</summary>
internal static class StepOutputViewBuilder
{
    public static ImmutableArray<StepOutputView> Build(PlannedProgram planned, EmissionContext context)
    {
        var program = planned.Program;
        return
        [
            .. program.Steps.SelectMany(s =>
            {
                var placed = s.Outputs.Where(program.Placements.ContainsKey).ToImmutableArray();
                return placed.Select((id, i) => new StepOutputView(
                    s.Index, id.Value, Address(id), program.Graph[id].SizeBytes, IsFirst: i == 0, IsLast: i == placed.Length - 1));
            }),
        ];

        string Address(TensorId id)
        {
            var place = program.Placements[id];
            return context.Address("const void", program.Buffers[place.Buffer.Value], place.OffsetBytes);
        }
    }
}

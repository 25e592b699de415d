using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The tensors that a step takes from the arena and leaves there.</summary>
internal static class StepTensors
{
    public static (ImmutableArray<Tensor> Inputs, ImmutableArray<Tensor> Outputs) Of(LoweredStep step, KernelProgram program)
    {
        var written = step.Source.Operators.SelectMany(o => o.Outputs).ToHashSet();
        var read = step.Source.Operators.SelectMany(o => o.Inputs).Distinct()
            .Where(id => program.Placements.ContainsKey(id) && !written.Contains(id));
        return ([.. read.Select(id => program.Graph[id])],
            [.. step.Outputs.Where(program.Placements.ContainsKey).Select(id => program.Graph[id])]);
    }
}

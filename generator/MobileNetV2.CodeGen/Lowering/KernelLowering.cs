using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Turns a schedule into kernel calls on unplaced buffers.</summary>
internal static class KernelLowering
{
    public static Outcome<KernelProgram> Lower(Schedule schedule, Target target, KernelSet kernels)
    {
        var diagnostics = new DiagnosticBag();
        var graph = schedule.Graph;
        var views = new TensorViews(schedule);
        ImmutableArray<Step> moving = [.. schedule.Steps.Where(s => !views.IsFree(s))];
        var program = new ProgramBuilder(graph, target, BufferLayout.Of(graph, moving, views, target), diagnostics);
        var selection = new KernelSelection(graph, target, kernels);

        var steps = ImmutableArray.CreateBuilder<LoweredStep>(moving.Length);
        foreach (var step in moving)
            steps.Add(Lower(step, steps.Count, program, selection));

        return diagnostics.HasErrors
            ? new Outcome<KernelProgram>(null, diagnostics.ToImmutable())
            : new Outcome<KernelProgram>(
                new KernelProgram(
                    graph, target, selection.Kernels, steps.ToImmutable(), program.Buffers, program.Overlaps, program.Constants, program.Placements),
                diagnostics.ToImmutable());
    }

    /// <summary>Lowers one step into <paramref name="program"/>, whose layout knows it as <paramref name="index"/>.</summary>
    public static LoweredStep Lower(Step step, int index, ProgramBuilder program, KernelSelection selection)
    {
        switch (step)
        {
            case LayerStep layer:
                var builder = new StepBuilder(program, layer.Operator, index);
                LayerLowering.Lower(layer.Operator, builder, selection);
                return new LoweredStep(index, step, builder.Calls, layer.Operator.Outputs, builder.Macs, builder.EstimatedInstructions);
            case StreamStep stream:
                return StreamLowering.Lower(stream, index, program, selection);
            default:
                throw new NotSupportedException($"step {index}: {step.GetType().Name} cannot be lowered");
        }
    }
}

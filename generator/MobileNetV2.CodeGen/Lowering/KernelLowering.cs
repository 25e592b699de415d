using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Turns a schedule and the kernels chosen for it into calls on unplaced buffers.</summary>
internal static class KernelLowering
{
    public static Outcome<KernelProgram> Lower(Schedule schedule, Target target, KernelSet kernels) =>
        Lower(schedule, new KernelChoices(schedule.Graph, target, kernels));

    public static Outcome<KernelProgram> Lower(Schedule schedule, KernelChoices choices)
    {
        var (graph, target) = (schedule.Graph, choices.Target);
        var views = new TensorViews(schedule);
        ImmutableArray<Step> moving = [.. schedule.Steps.Where(s => !views.IsFree(s))];
        var refusals = moving.SelectMany(s => Refusals(s, choices)).ToImmutableArray();
        if (!refusals.IsEmpty)
            return new Outcome<KernelProgram>(null, refusals);

        var program = new ProgramBuilder(graph, target, BufferLayout.Of(graph, moving, views, target));
        program.PlaceStates();
        var steps = moving.Select((step, i) => Lower(step, i, program, choices, views)).ToImmutableArray();
        return new Outcome<KernelProgram>(
            new KernelProgram(
                graph,
                target,
                choices.Kernels,
                steps,
                program.Buffers,
                choices.IsOff(CompileRequest.Overlaps) ? [] : program.Overlaps,
                program.Constants,
                program.Placements)
            {
                States = program.States,
            },
            []);
    }

    private static IEnumerable<Diagnostic> Refusals(Step step, KernelChoices choices) =>
        from asked in step is StreamStep stream
            ? stream.Chain.Stages.SelectMany(s => new[] { s.Expansion, s.ExpansionAhead, s }.OfType<StreamStage>())
                .Select(s => (s.Operator, Answer: StageForms.Answer(choices, s)))
            : step.Operators.Select(o => (Operator: o, Answer: choices.Layer(o)))
        where asked.Answer.Choice is null
        select choices.Refusal(asked.Operator, asked.Answer);

    private static LoweredStep Lower(Step step, int index, ProgramBuilder program, KernelChoices choices, TensorViews views) => step switch
    {
        LayerStep layer => Lower(layer, index, program, choices.Layer(layer.Operator, layer.MostWorkBytes).Choice!, views),
        StreamStep stream => StreamLowering.Lower(stream, index, program, choices),
        _ => throw new NotSupportedException($"step {index}: {step.GetType().Name} cannot be lowered"),
    };

    private static LoweredStep Lower(LayerStep step, int index, ProgramBuilder program, KernelChoice choice, TensorViews views)
    {
        var op = step.Operator;
        var calls = new LayerBinder(program, op, index).Bind(choice);
        var overlaps = choice.Overlaps.Select(o => new TensorOverlap(op.Output, o.Input, o.DistanceBytes));
        foreach (var overlap in views.OnRoots(op, overlaps))
            program.PermitOverlap(index, op.Output, overlap.Upper, overlap.DistanceBytes);
        return new LoweredStep(index, step, calls, op.Outputs, MacCount.Of(program.Graph, op),
            choice.Instructions)
        { Reason = choice.Reason };
    }
}

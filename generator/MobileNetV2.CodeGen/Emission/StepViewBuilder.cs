using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes one step. The only place that knows the kinds of steps.</summary>
internal static class StepViewBuilder
{
    public static StepView Build(
        LoweredStep step, StepRecords records, PlannedProgram planned, EmissionContext context) => step.Source switch
        {
            LayerStep layer => Calls(step, layer, records[step], planned, context),
            StreamStep when LoopStepViewBuilder.Serves(step.Stream!) =>
                LoopStepViewBuilder.Build(step, planned, context, SourceName(step, planned.Program.Graph), Tensors(step, planned)),
            StreamStep =>
                StreamStepViewBuilder.Build(step, planned, context, SourceName(step, planned.Program.Graph), Tensors(step, planned)),
            _ => throw new NotSupportedException($"step {step.Index}: {step.Source.GetType().Name} cannot be emitted"),
        };

    private static CallsStepView Calls(
        LoweredStep step, LayerStep layer, StepRecordView? record, PlannedProgram planned, EmissionContext context)
    {
        var kind = layer.Operator.Kind;
        var writer = CallViewBuilder.At(CLayout.Indent, planned.Program, context);
        return new CallsStepView(
            step.Index,
            context.Names.StepFunction(step.Index, kind),
            kind,
            SourceName(step, planned.Program.Graph),
            Tensors(step, planned),
            CText.Grouped(step.Macs),
            writer.Structs(step),
            [.. step.Calls.Select(writer.Call)],
            record);
    }

    private static string SourceName(LoweredStep step, Graph graph) =>
        CText.InComment(step.Outputs.IsEmpty ? "" : graph[step.Outputs[^1]].Name);

    private static ImmutableArray<StepTensorView> Tensors(LoweredStep step, PlannedProgram planned)
    {
        var (inputs, outputs) = StepTensors.Of(step, planned.Program);
        return [.. inputs.Select(t => Tensor("in ", t, planned)), .. outputs.Select(t => Tensor("out", t, planned))];
    }

    private static StepTensorView Tensor(string role, Tensor tensor, PlannedProgram planned)
    {
        var place = planned.Program.Placements[tensor.Id];
        return new StepTensorView(
            role,
            CText.TypeName(tensor.Type),
            tensor.Shape.ToString(),
            CText.Grouped(tensor.SizeBytes),
            CText.Grouped(planned.Plan[place.Buffer].OffsetBytes + place.OffsetBytes));
    }
}

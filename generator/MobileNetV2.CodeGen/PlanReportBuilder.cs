using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen;

/// <summary>Draws up the report of a planned program.</summary>
internal static class PlanReportBuilder
{
    /// <param name="weightsBytes">All constants as they are laid out.</param>
    /// <param name="codes">Of the warnings so far.</param>
    public static PlanReport Build(PlannedProgram planned, CompileRequest request, int weightsBytes, ImmutableArray<string> codes)
    {
        var program = planned.Program;
        return new PlanReport(
            program.Graph.Name,
            request.ModelSha256,
            request.Name,
            ToolInfo.Version,
            program.Target.Name,
            OptionNames.Of(program.Kernels),
            program.Steps.Any(s => s.Source is StreamStep) ? "stream" : "layers",
            planned.Plan.TotalArenaBytes,
            planned.Plan.LowerBoundBytes,
            planned.Plan.PeakStep,
            weightsBytes,
            program.Steps.Sum(s => s.Macs),
            program.Steps.Sum(s => s.EstimatedInstructions),
            [.. program.Steps.Select(s => Step(s, planned))],
            [.. program.Buffers.OrderBy(b => b.Id.Value).Select(b => Buffer(b, planned.Plan))],
            codes)
        {
            ArenaIsOptimal = planned.Plan.IsOptimal,
            Arenas = [.. planned.Plan.ArenaBytes.Select((bytes, i) => new PlanArena(planned.Plan.RegionNames.ElementAtOrDefault(i) ?? "", bytes))],
        };
    }

    private static PlanStep Step(LoweredStep step, PlannedProgram planned)
    {
        var program = planned.Program;
        var (inputs, outputs) = StepTensors.Of(step, program);
        var live = program.Buffers.Where(b => b.FirstStep <= step.Index && step.Index <= b.LastStep).ToArray();
        return new PlanStep(
            step.Index,
            [.. step.Source.Operators.Select(o => o.Kind)],
            outputs.IsEmpty ? "" : outputs[^1].Name,
            [.. step.Calls.Select(c => c.Function)],
            [.. inputs.Select(t => Tensor(t, planned))],
            [.. outputs.Select(t => Tensor(t, planned))],
            step.Macs,
            step.EstimatedInstructions,
            live.Sum(b => (long)b.SizeBytes),
            live.Where(b => b.Kind == BufferKind.Scratch).Sum(b => (long)b.SizeBytes),
            ConstantUse.Of(step).Sum(c => (long)program.Constants[c.Value].Data.Length));
    }

    private static PlanTensor Tensor(Tensor tensor, PlannedProgram planned)
    {
        var place = planned.Program.Placements[tensor.Id];
        return new PlanTensor(
            tensor.Id.Value,
            tensor.Name,
            tensor.Type.CName(),
            tensor.Shape.Dimensions,
            planned.Program.Buffers[place.Buffer.Value].Name,
            planned.Plan[place.Buffer].OffsetBytes + place.OffsetBytes);
    }

    private static PlanBuffer Buffer(ArenaBuffer buffer, MemoryPlan plan) => new(
        buffer.Name,
        BufferKinds.Name(buffer.Kind),
        buffer.SizeBytes,
        plan[buffer.Id].Arena,
        plan[buffer.Id].OffsetBytes,
        buffer.FirstStep,
        buffer.LastStep);
}

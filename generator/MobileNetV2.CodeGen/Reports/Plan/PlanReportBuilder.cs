using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Reports.Plan;

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
            Steps(planned, new KernelChoices(program.Graph, program.Target, program.Kernels, request.KernelsFirst, request.Without)),
            PlanBuffersBuilder.Buffers(planned),
            codes)
        {
            StateBytes = planned.Program.StateBytes,
            BytesReadInPlace = BytesReadInPlace(program),
            RecomputedMacs = program.Steps.Sum(s => s.RecomputedMacs),
            ArenaIsOptimal = planned.Plan.IsOptimal,
            Arenas = [.. planned.Plan.ArenaBytes.Select((bytes, i) =>
                new PlanArena(planned.Plan.RegionNames.ElementAtOrDefault(i) ?? "", bytes))],
            TargetTitle = program.Target.Title,
            Options = OptionNames.Of(request),
            InputMode = OptionNames.Of(request.Input),
            Limits = Limits(request, planned.Limits),
            Inputs = [.. program.Graph.Inputs.Select(i => Port(program.Graph[i]))],
            Outputs = [.. program.Graph.Outputs.Select(o => Port(program.Graph[o]))],
            Timing = PlanTiming.Of(program.Target, program.Steps.Sum(s => s.EstimatedInstructions)),
            Operators = PlanOperatorsBuilder.Build(program),
            Overlaps = PlanBuffersBuilder.Overlaps(planned),
        };
    }

    private static long BytesReadInPlace(KernelProgram program) => program.OperatorsWithoutStep
        .Where(o => OperatorCatalog.Of(o).Movement is Movement.Move)
        .SelectMany(o => o.Outputs).Sum(id => (long)program.Graph[id].SizeBytes);

    private static ImmutableArray<PlanStep> Steps(PlannedProgram planned, KernelChoices choices)
    {
        var program = planned.Program;
        var live = LiveBytes(program.Buffers, program.Steps.Length);
        var scratch = LiveBytes(program.Buffers.Where(b => b.Kind == BufferKind.Scratch), program.Steps.Length);
        return [.. program.Steps.Select(s => Step(s, planned, live[s.Index], scratch[s.Index], choices))];
    }

    /// <summary>By step.</summary>
    private static long[] LiveBytes(IEnumerable<ArenaBuffer> buffers, int steps)
    {
        var bytes = new long[steps + 1];
        foreach (var buffer in buffers.Where(b => b.FirstStep < steps))
        {
            bytes[buffer.FirstStep] += buffer.SizeBytes;
            bytes[buffer.LastStep + 1] -= buffer.SizeBytes;
        }

        for (var i = 1; i < bytes.Length; i++)
            bytes[i] += bytes[i - 1];
        return bytes;
    }

    private static PlanStep Step(LoweredStep step, PlannedProgram planned, long liveBytes, long scratchBytes, KernelChoices choices)
    {
        var program = planned.Program;
        var (inputs, outputs) = StepTensors.Of(step, program);
        return new PlanStep(
            step.Index,
            [.. step.Source.Operators.Select(o => o.Kind)],
            outputs.IsEmpty ? "" : outputs[^1].Name,
            [.. step.Calls.Select(c => c.Kernel.Function)],
            [.. inputs.Select(t => Tensor(t, planned))],
            [.. outputs.Select(t => Tensor(t, planned))],
            step.Macs,
            step.EstimatedInstructions,
            liveBytes,
            scratchBytes,
            ConstantUse.Of(step).Sum(c => (long)program.Constants[c.Value].SizeBytes))
        {
            IsStreamed = step.Source is StreamStep,
            WhyNotStreamed = step.Source is LayerStep layer ? StreamObstacle.Of(layer.Operator, choices) : "",
        };
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

    private static PlanPort Port(Tensor tensor) => new(tensor.Id.Value, tensor.Name, tensor.Type.CName(), tensor.Shape.Dimensions)
    {
        Scale = tensor.Quantization is { IsPerChannel: false } q ? q.Scale : null,
        ZeroPoint = tensor.Quantization is { IsPerChannel: false } p ? p.ZeroPoint : null,
    };

    private static PlanLimits Limits(CompileRequest request, MemoryLimits limits) => new(
        request.RamBudgetBytes,
        request.FlashBudgetBytes,
        [.. limits.ArenaRegions.Select(r => r.Name)],
        limits.WeightsRegion?.Name ?? "",
        [.. request.Target.Regions.Select(r => new PlanRegion(r.Name, r.OriginAddress, r.SizeBytes, OptionNames.Of(r.Holds)))]);
}

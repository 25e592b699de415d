using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Templates.Quoting;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Gathers every fact that the templates show.</summary>
internal static class ModelViewBuilder
{
    public static ModelView Build(PlannedProgram planned, EmissionContext context)
    {
        var program = planned.Program;
        var inputs = PortViewBuilder.Inputs(planned, context);
        var outputs = PortViewBuilder.Outputs(planned, context);
        var weights = WeightsViewBuilder.Build(context.Weights, context.Format, context.Sections.Weights);
        var records = StepRecords.Of(planned, context);
        var runtime = RuntimeViewBuilder.Build(program, context.Head?.Code);
        return new ModelView(
            Provenance(context),
            inputs,
            outputs,
            RunPrototype(inputs, outputs, context.Names),
            PortViewBuilder.ClassCount(program.Graph),
            [.. planned.Plan.ArenaBytes.Select((bytes, i) => Arena(i, bytes, planned, context))],
            program.Target.AlignmentBytes,
            program.Steps.SelectMany(s => s.Calls).Any(c => c.CanFail),
            [.. program.Steps.Select(s => StepViewBuilder.Build(s, records, planned, context))],
            StepOutputViewBuilder.Build(planned, context),
            weights,
            context.Sections.All,
            runtime,
            BuildViewBuilder.Build(program, context, weights, runtime))
        {
            States = [.. program.States.Select(s => State(s, program, context))],
            RecordKinds = records.Kinds,
            HasHarness = context.HasHarness,
            SharedArena = context.SharedArena,
            Head = context.Head is { } head ? HeadViewBuilder.Build(head, outputs) : null,
            BoardHz = CText.Integer(program.Target.ClockHz is { } hertz and <= int.MaxValue ? hertz : 1_000_000),
        };
    }

    private static StateView State(StatePlace state, KernelProgram program, EmissionContext context) => new(
        CText.InComment(state.Name),
        state.OffsetBytes,
        state.SizeBytes,
        state.Initial is { } initial ? context.Constant(program.Constants[initial.Value]) : null,
        state.Fill);

    private static string RunPrototype(ImmutableArray<PortView> inputs, ImmutableArray<PortView> outputs, ModelNames names) => CLayout.Call(
        $"{names.Prefix}_status {names.Prefix}_run",
        [.. inputs.Select(p => $"const {p.CType} *{p.Name}"), .. outputs.Select(p => $"{p.CType} *{p.Name}")],
        ")",
        indent: 0);

    private static ProvenanceView Provenance(EmissionContext context)
    {
        var report = context.Report;
        return new ProvenanceView(
            ToolInfo.Name,
            PlainText.Of(report.ToolVersion),
            CText.InComment(report.Model),
            CText.StringLiteral(report.Model),
            PlainText.Of(report.ModelSha256),
            PlainText.Of(report.Target),
            PlainText.Of(context.Options),
            CText.Grouped(report.ArenaBytes),
            CText.Grouped(report.WeightsBytes),
            CText.Grouped(report.Macs));
    }

    private static ArenaView Arena(int index, int bytes, PlannedProgram planned, EmissionContext context)
    {
        ArenaBuffer[] buffers = [.. planned.Program.Buffers
            .Where(b => planned.Plan[b.Id].Arena == index)
            .OrderBy(b => planned.Plan[b.Id].OffsetBytes).ThenBy(b => b.FirstStep).ThenBy(b => b.Id.Value)];
        string[] entries = [.. buffers.Select(b =>
            $"BUFFER({ModelNames.Macro(b)}, {CText.Integer(planned.Plan[b.Id].OffsetBytes)}, {CText.Integer(b.SizeBytes)})")];
        return new ArenaView(
            index,
            context.Names.Arena(index),
            context.Names.BindArena(index),
            ModelNames.ArenaMacro(index),
            context.Names.AddressPrefix(index),
            bytes,
            [.. buffers.Zip(entries, (b, e) => new BufferView(CText.Column(e, entries), Use(b)))],
            context.Sections.Arenas[index]);
    }

    private static string Use(ArenaBuffer buffer)
    {
        var kind = buffer.Kind == BufferKind.LineBuffer ? "line buffer" : BufferKinds.Name(buffer.Kind);
        var first = CText.Integer(buffer.FirstStep);
        return buffer.FirstStep == buffer.LastStep ? $"{kind}, step {first}" : $"{kind}, steps {first} to {CText.Integer(buffer.LastStep)}";
    }
}

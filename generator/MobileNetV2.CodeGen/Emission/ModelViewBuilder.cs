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
        var runtime = RuntimeViewBuilder.Build(program);
        return new ModelView(
            Provenance(context),
            inputs,
            outputs,
            RunPrototype(inputs, outputs, context.Names),
            PortViewBuilder.ClassCount(program.Graph),
            [.. planned.Plan.ArenaBytes.Select((bytes, i) =>
                new ArenaView(i, context.Names.Arena(i), context.Names.BindArena(i), ModelNames.ArenaMacro(i), bytes, context.Sections.Arenas[i]))],
            program.Target.AlignmentBytes,
            [.. program.Buffers.OrderBy(b => b.Id.Value).Select(b => Buffer(b, planned.Plan, context.Names))],
            [.. program.Steps.Select(s => StepViewBuilder.Build(s, planned, context))],
            weights,
            context.Sections.All,
            runtime,
            BuildViewBuilder.Build(program, context, weights, runtime));
    }

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

    private static BufferView Buffer(ArenaBuffer buffer, MemoryPlan plan, ModelNames names)
    {
        var place = plan[buffer.Id];
        return new BufferView(
            ModelNames.Macro(buffer),
            BufferKinds.Name(buffer.Kind),
            names.Arena(place.Arena),
            ModelNames.ArenaMacro(place.Arena),
            place.OffsetBytes,
            buffer.SizeBytes,
            buffer.FirstStep,
            buffer.LastStep);
    }
}

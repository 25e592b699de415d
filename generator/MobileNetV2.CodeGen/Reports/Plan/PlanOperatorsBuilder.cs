using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>The network's operators as a plan runs them.</summary>
internal static class PlanOperatorsBuilder
{
    public static ImmutableArray<PlanOperator> Build(KernelProgram program)
    {
        var stepOf = program.Steps.SelectMany(s => s.Source.Operators.Select(o => (o.Id, Step: s))).ToDictionary(x => x.Id, x => x.Step);
        return [.. program.Graph.Operators.Select(o => Operator(o, stepOf.GetValueOrDefault(o.Id), program))];
    }

    private static PlanOperator Operator(Operator op, LoweredStep? step, KernelProgram program)
    {
        var stage = step?.Stream?.Stages.FirstOrDefault(s => s.Stage.Operators.Contains(op));
        var again = stage?.Expansion?.Stage.Operator == op ? stage.Expansion : null;
        ImmutableArray<KernelCall> calls = again?.Calls ?? stage?.Calls ?? step?.Calls ?? [];
        var output = program.Graph[op.Output];
        return new PlanOperator(
            op.Id.Value,
            op.Kind,
            OperatorDetails.Of(program.Graph, op),
            output.Name,
            step?.Index,
            [.. op.Inputs.Where(i => !program.Graph[i].IsConstant).Select(i => i.Value)],
            [.. op.Outputs.Select(o => o.Value)],
            output.Shape.Dimensions,
            output.Type.CName(),
            again?.Macs ?? (stage?.Macs - (stage?.Expansion?.Macs ?? 0)) ?? step?.Macs ?? 0,
            again?.EstimatedInstructions ?? (stage?.EstimatedInstructions - (stage?.Expansion?.EstimatedInstructions ?? 0))
                ?? step?.EstimatedInstructions ?? 0,
            ConstantUse.Of(again?.AllCalls ?? calls).Sum(c => (long)program.Constants[c.Value].SizeBytes),
            [.. calls.Select(c => c.Kernel.Function)],
            again?.Reason ?? stage?.Reason ?? step?.Reason ?? "")
        {
            RecomputedMacs = again?.RecomputedMacs ?? 0,
        };
    }
}

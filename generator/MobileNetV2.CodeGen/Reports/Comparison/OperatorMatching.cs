using System.Collections.Immutable;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>Finds which operators of two plans are the same one.</summary>
internal static class OperatorMatching
{
    /// <summary>By kind and name of the tensor made; where names repeat, the n-th of one plan is the n-th of the other.</summary>
    public static ImmutableArray<ComparedOperator> Of(PlanReport first, PlanReport second)
    {
        var there = Keyed(second).ToDictionary(x => x.Key, x => x.Operator);
        var here = Keyed(first).ToList();
        var known = here.Select(x => x.Key).ToHashSet();
        return
        [
            .. here.Select(x => new ComparedOperator(
                x.Operator.Name, x.Operator.Kind, Work(first, x.Operator), there.TryGetValue(x.Key, out var other)
                    ? Work(second, other)
                    : null)),
            .. Keyed(second).Where(x => !known.Contains(x.Key))
                .Select(x => new ComparedOperator(x.Operator.Name, x.Operator.Kind, null, Work(second, x.Operator))),
        ];
    }

    private static IEnumerable<((string Kind, string Name, int Number) Key, PlanOperator Operator)> Keyed(PlanReport plan)
    {
        var seen = new Dictionary<(string, string), int>();
        foreach (var op in plan.Operators)
        {
            var number = seen.GetValueOrDefault((op.Kind, op.Name));
            seen[(op.Kind, op.Name)] = number + 1;
            yield return ((op.Kind, op.Name, number), op);
        }
    }

    private static ComparedWork Work(PlanReport plan, PlanOperator op)
    {
        var step = plan.Steps.FirstOrDefault(s => s.Index == op.Step);
        return new(op.Step, step is { IsStreamed: true }, op.EstimatedInstructions, op.Functions);
    }
}

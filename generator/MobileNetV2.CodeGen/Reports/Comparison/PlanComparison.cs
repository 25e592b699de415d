using System.Collections.Immutable;
using MobileNetV2.CodeGen.Reports.Page;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>Two plans side by side: two schedules, targets, kernels, or versions of a network (<c>compare --json</c>).</summary>
/// <param name="First">What tells the first plan from the second, in a few words.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Figures">What it gives.</param>
/// <param name="Operators">Operators of both networks, matched by the name of the tensor that they make, in the order of the first.</param>
public sealed record PlanComparison(
    string First,
    string Second,
    ImmutableArray<ComparedSetting> Settings,
    ImmutableArray<ComparedFigure> Figures,
    ImmutableArray<ComparedOperator> Operators)
{
    public static PlanComparison Of(PlanReport first, PlanReport second)
    {
        ImmutableArray<ComparedSetting> settings =
        [
            new("model", first.Model, second.Model),
            new("content", first.ModelSha256, second.ModelSha256),
            new("target", first.Target, second.Target),
            new("kernels", first.Kernels, second.Kernels),
            new("schedule", first.Schedule, second.Schedule),
            new("input", first.InputMode, second.InputMode),
            new("tool version", first.ToolVersion, second.ToolVersion),
            new("options", first.Options, second.Options),
        ];
        return new(
            Label(settings, s => s.First, "first plan"),
            Label(settings, s => s.Second, "second plan"),
            settings,
            [
                new("arena", "bytes", first.ArenaBytes, second.ArenaBytes),
                new("lower bound", "bytes", first.LowerBoundBytes, second.LowerBoundBytes),
                new("weights", "bytes", first.WeightsBytes, second.WeightsBytes),
                new("MACs", "", first.Macs, second.Macs),
                new("estimated instructions", "", first.EstimatedInstructions, second.EstimatedInstructions),
                new("steps", "", first.Steps.Length, second.Steps.Length),
                new("streamed operators", "", Streamed(first), Streamed(second)),
            ],
            OperatorMatching.Of(first, second));
    }

    /// <summary>Indented JSON with LF line ends.</summary>
    public string ToJson() => PlanComparisonJson.Write(this);

    /// <summary>The page that shows both plans; they must be those of the comparison.</summary>
    public string ToHtml(PlanReport first, PlanReport second) => ReportPage.Of(first, second, this);

    // The options as a whole are too long for a label; what matters of them stands on its own, or the plans are told apart by number.
    private static string Label(ImmutableArray<ComparedSetting> settings, Func<ComparedSetting, string> side, string otherwise)
    {
        ImmutableArray<ComparedSetting> telling = [.. settings.Where(s => s.Name is not ("content" or "options") && !s.IsEqual)];
        return telling.IsEmpty
            ? otherwise
            : string.Join(", ", telling.Select(s => s.Name is "model" or "target" ? side(s) : $"{s.Name} {side(s)}"));
    }

    private static int Streamed(PlanReport plan) => plan.Steps.Where(s => s.IsStreamed).Sum(s => s.Operators.Length);
}

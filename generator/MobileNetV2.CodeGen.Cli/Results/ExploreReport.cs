using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Which networks fit a board, for people and for programs.</summary>
internal static class ExploreReport
{
    /// <summary>The most work that fits; null when nothing does.</summary>
    public static ExploredNetwork? Largest(ImmutableArray<ExploredNetwork> points) =>
        points.Where(p => p.Plan is not null).MaxBy(p => p.Plan!.Macs);

    public static void Print(CliConsole console, Target target, ImmutableArray<ExploredNetwork> points, bool json)
    {
        if (json)
        {
            JsonPrinter.Print(console, w => Write(w, target, points));
            return;
        }

        console.WriteText($"{target.Name}: {target.Title}");
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Right("width"), TableColumn.Right("resolution"), TableColumn.Right("RAM"), TableColumn.Right("flash"),
                TableColumn.Right("million MACs"), TableColumn.Right("milliseconds"), TableColumn.Left("schedule"),
            ],
            [.. points.Select(Row)]));
        console.WriteText(Largest(points) is { } best
            ? string.Create(CultureInfo.InvariantCulture, $"largest that fits: width {best.Width}, resolution {best.Resolution}")
            : "none of them fits" + Missing(points));
    }

    /// <summary>What the smallest lacks, and what takes less.</summary>
    private static string Missing(ImmutableArray<ExploredNetwork> points)
    {
        var smallest = points.MinBy(p => p.Width * p.Resolution * p.Resolution)!;
        var of = string.Create(CultureInfo.InvariantCulture, $"width {smallest.Width}, resolution {smallest.Resolution}");
        return $"; the smallest, {of}: {smallest.Reason!.Message}\n  help: --input-mode rows, smaller --widths and --resolutions take less";
    }

    public static ImmutableArray<string> Row(ExploredNetwork point)
    {
        var (width, resolution) = (
            point.Width.ToString(CultureInfo.InvariantCulture), point.Resolution.ToString(CultureInfo.InvariantCulture));
        return point.Plan is { } plan
            ?
            [
                width, resolution, TensorText.Count(plan.ArenaBytes), TensorText.Count(plan.WeightsBytes),
                (plan.Macs / 1e6).ToString("F1", CultureInfo.InvariantCulture), plan.Timing?.Milliseconds is { } ms
                    ? TimeText.Milliseconds(ms)
                    : "", plan.Schedule,
            ]
            : IsOfFlash(point.Reason?.Code)
                ? [width, resolution, "", $"too much ({point.Reason?.Code})", "", "", ""]
                : [width, resolution, $"too much ({point.Reason?.Code})", "", "", "", ""];
    }

    /// <summary>The constants are too large; otherwise the arena is.</summary>
    private static bool IsOfFlash(string? code) => code is "MNV3004" or "MNV3005";

    private static void Write(Utf8JsonWriter w, Target target, ImmutableArray<ExploredNetwork> points)
    {
        w.WriteStartObject();
        w.WriteString("target", target.Name);
        w.WriteStartArray("networks");
        foreach (var point in points)
        {
            w.WriteStartObject();
            w.WriteNumber("width", point.Width);
            w.WriteNumber("resolution", point.Resolution);
            w.WriteBoolean("fits", point.Plan is not null);
            if (point.Reason is { } reason)
            {
                w.WriteString("reason", reason.Code);
                w.WriteString("message", reason.Message);
            }

            if (point.Plan is { } plan)
            {
                w.WriteNumber("arenaBytes", plan.ArenaBytes);
                w.WriteNumber("weightsBytes", plan.WeightsBytes);
                w.WriteNumber("macs", plan.Macs);
                w.WriteNumber("estimatedInstructions", plan.EstimatedInstructions);
                if (plan.Timing?.Milliseconds is { } ms)
                    w.WriteNumber("milliseconds", ms);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (Largest(points) is { } best)
        {
            w.WriteStartObject("largest");
            w.WriteNumber("width", best.Width);
            w.WriteNumber("resolution", best.Resolution);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }
}

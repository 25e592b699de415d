using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>Reads what <see cref="PlanReport.ToJson"/> wrote, also with fewer facts, as older versions did.
/// The file is untrusted.</summary>
public static class PlanReportReader
{
    /// <summary>The report, or null and what is wrong with the file, for people.</summary>
    public static PlanReport? Read(ReadOnlySpan<byte> json, out string problem)
    {
        problem = "";
        ReadOnlySpan<byte> utf8Mark = [0xEF, 0xBB, 0xBF];
        if (json.StartsWith(utf8Mark))
            json = json[utf8Mark.Length..];
        try
        {
            var report = JsonSerializer.Deserialize(json, PlanReportSource.Default.PlanReport);
            problem = report is null ? "the document is a single value, not a plan" : Problem(report);
            return problem.Length == 0 ? Complete(report!) : null;
        }
        catch (JsonException e)
        {
            problem = Describe(json, e);
            return null;
        }
    }

    private static string Describe(ReadOnlySpan<byte> json, JsonException e)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return document.RootElement.ValueKind == JsonValueKind.Array
                    ? "the document is an array, not a plan"
                    : "the document is a single value, not a plan";
            if (document.RootElement.TryGetProperty("bitExact", out _))
                return "this is the result of 'verify --json'";
            if (document.RootElement.TryGetProperty("instructionsPerMac", out _))
                return "this is the result of 'bench --json'";
            var isPlan = document.RootElement.TryGetProperty("steps", out _) && document.RootElement.TryGetProperty("buffers", out _);
            return isPlan && e.Path is { Length: > 1 } path
                ? string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}: {path} is not what a plan has there")
                : "the document lacks what every plan has, such as 'steps' and 'buffers'";
        }
        catch (JsonException syntax)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"not JSON from line {syntax.LineNumber + 1}, column {syntax.BytePositionInLine + 1} on");
        }
    }

    private static string Problem(PlanReport report)
    {
        if (report.Steps.Where((s, i) => s is null || s.Index != i).Any())
            return "the steps are not numbered from 0 on";
        if (report.Buffers.Any(b => b is null))
            return "a buffer is null";
        return report.PeakStep >= 0 ? "" : "the peak is at a negative step";
    }

    // What an older version did not write is empty, not missing.
    private static PlanReport Complete(PlanReport report) => report with
    {
        TargetTitle = report.TargetTitle ?? "",
        Options = report.Options ?? "",
        InputMode = report.InputMode ?? "frame",
        Limits = report.Limits ?? PlanLimits.None,
        Arenas = report.Arenas.IsDefaultOrEmpty ? [new PlanArena("", report.ArenaBytes)] : Present(report.Arenas),
        Alternatives = Present(report.Alternatives),
        Inputs = Present(report.Inputs),
        Outputs = Present(report.Outputs),
        Operators = Present(report.Operators),
        DroppedChannels = Present(report.DroppedChannels),
        Overlaps = Present(report.Overlaps),
        Steps = [.. report.Steps.Select(s => s with { WhyNotStreamed = s.WhyNotStreamed ?? "" })],
        Buffers = [.. report.Buffers.Select(b => b with { Contents = Present(b.Contents) })],
    };

    private static ImmutableArray<T> Present<T>(ImmutableArray<T> items)
        where T : class => items.IsDefault ? [] : [.. items.Where(i => i is not null)];
}

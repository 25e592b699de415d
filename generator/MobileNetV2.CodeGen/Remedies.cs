using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen;

/// <summary>What would help a network that does not fit. Each is planned before it is proposed.</summary>
/// <param name="plan">The arena of a request, when it fits.</param>
internal sealed class Remedies(CompileRequest request, MemoryLimits limits, Func<CompileRequest, PlannedProgram?> plan)
{
    private const string OtherNetwork = "use a network of lower resolution or smaller width";

    /// <summary>The first of the other ways to run it that fits, and the first of the ways to give it more memory.</summary>
    public string InWords()
    {
        (string Option, CompileRequest Request)[] ways = [.. Ways()];
        string[] found = [.. new[] { FirstThatFits(ways), FirstThatFits([.. MoreRegions()]) }.OfType<string>()];
        if (found.Length > 0)
            return string.Join("; or ", found);
        return ways.Length == 0 ? OtherNetwork : $"{OtherNetwork}: {string.Join(" and ", ways.Select(w => w.Option))} would not be enough";
    }

    private string? FirstThatFits(IReadOnlyList<(string Option, CompileRequest Request)> ways) => ways
        .Select(w => plan(w.Request) is { } planned
            ? string.Create(CultureInfo.InvariantCulture, $"try {w.Option}, which needs {planned.Plan.TotalArenaBytes:N0} bytes")
            : null)
        .FirstOrDefault(text => text is not null);

    private IEnumerable<(string Option, CompileRequest Request)> Ways()
    {
        (string Option, CompileRequest Request)[] schedules = [.. Schedules()];
        foreach (var way in schedules)
            yield return way;
        if (request.Io != BorderMode.Native || request.Graph.Inputs.All(i => request.Graph[i].Type != ElementType.Float32))
            yield break;
        yield return ("--io int8", request with { Io = BorderMode.Int8 });
        foreach (var (option, way) in schedules)
            yield return ($"{option} --io int8", way with { Io = BorderMode.Int8 });
    }

    private IEnumerable<(string Option, CompileRequest Request)> Schedules()
    {
        // An automatic choice has looked at every stream.
        var schedule = request.Schedule == ScheduleMode.Layers ? ScheduleMode.Stream : request.Schedule;
        if (request.Schedule == ScheduleMode.Layers)
            yield return ("--schedule stream", request with { Schedule = schedule });
        if (request.Input == InputMode.Frame && request.Graph.Inputs.Length == 1)
        {
            yield return (
                request.Schedule == ScheduleMode.Layers ? "--schedule stream --input-mode rows" : "--input-mode rows",
                request with { Schedule = schedule, Input = InputMode.Rows });
        }
    }

    private IEnumerable<(string Option, CompileRequest Request)> MoreRegions()
    {
        if (request.RamBudgetBytes is not null || limits.ArenaRegions.IsEmpty)
            yield break;
        for (var more = 1; more <= limits.SpareRegions.Length; more++)
        {
            string[] regions =
                [.. limits.ArenaRegions.Concat(limits.SpareRegions.OrderByDescending(r => r.SizeBytes).Take(more)).Select(r => r.Name)];
            yield return (
                $"--place {string.Join(',', regions.Select(r => $"arena={r}"))}",
                request with
                {
                    Place = [.. request.Place.Where(p => p.Part != PlacedPart.Arena),
                        .. regions.Select(r => new PlacementRule(PlacedPart.Arena, r))],
                });
        }
    }
}

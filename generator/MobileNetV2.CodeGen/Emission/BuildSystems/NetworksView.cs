using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>What the files of several networks show together.</summary>
/// <param name="Arena">The C name of the arena that they share; null when each has its own.</param>
/// <param name="AlignmentBytes">Of that arena.</param>
/// <param name="Section">Its default linker section; null when it goes with other zeros.</param>
internal sealed record NetworksView(
    ImmutableArray<NetworkView> Networks,
    string? Arena,
    int AlignmentBytes,
    string? Section,
    string Tool,
    string Version)
{
    /// <summary>Prefixes of the networks.</summary>
    public ImmutableArray<string> Names => [.. Networks.Select(n => n.Name)];

    public string? ArenaMacro => Arena?.ToUpperInvariant();

    /// <summary>Of all arenas: those that are shared count once.</summary>
    public long Bytes => Arena is null ? Networks.Sum(n => n.Plan.ArenaBytes) : Networks.Max(n => n.Plan.ArenaBytes);

    public long StateBytes => Networks.Sum(n => n.Plan.StateBytes);

    public string Title => WebUtility.HtmlEncode($"{string.Join(", ", Names)} for {Networks[0].Plan.Target}");

    public string Summary => Arena is null
        ? "Each network has an arena of its own; one may run while rows of another are pushed."
        : $"One arena of {ArenaText} bytes for all: one network runs at a time. {Arena}.h says what that means.";

    public string ArenaText => NetworkView.Number(Bytes);

    public string StateText => NetworkView.Number(StateBytes);

    public string WeightsText => NetworkView.Number(Networks.Sum(n => n.Plan.WeightsBytes));

    public string MacsText => NetworkView.Number(Networks.Sum(n => n.Plan.Macs));

    public string InstructionsText => NetworkView.Number(Networks.Sum(n => n.Plan.EstimatedInstructions));

    public string MillisecondsText => Networks.All(n => n.Plan.Timing?.Milliseconds is not null)
        ? NetworkView.Milliseconds(Networks.Sum(n => n.Plan.Timing!.Milliseconds!.Value))
        : "";
}

/// <summary>One of several networks.</summary>
/// <param name="Name">Prefix of its C names and files.</param>
/// <param name="ArenaPercent">Of the largest arena.</param>
internal sealed record NetworkView(string Name, PlanReport Plan, int ArenaPercent)
{
    public string Title => WebUtility.HtmlEncode(Plan.Model);

    public long StateBytes => Plan.StateBytes;

    public string ArenaText => Number(Plan.ArenaBytes);

    public string StateText => Number(Plan.StateBytes);

    public string WeightsText => Number(Plan.WeightsBytes);

    public string MacsText => Number(Plan.Macs);

    public string InstructionsText => Number(Plan.EstimatedInstructions);

    public string MillisecondsText => Plan.Timing?.Milliseconds is { } ms ? Milliseconds(ms) : "";

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

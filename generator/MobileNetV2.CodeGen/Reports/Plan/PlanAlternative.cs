using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A schedule on the frontier of RAM against cost.</summary>
/// <param name="StreamSteps">Steps that run tile by tile.</param>
/// <param name="StreamedOperators">Operators in them.</param>
/// <param name="TilePixels">Pixels of the narrowest tile; 0 when all tiles are whole rows.</param>
/// <param name="ArenaBytes">As placed, unless <see cref="IsModelled"/>.</param>
/// <param name="EstimatedInstructions">Of one inference on the target's core.</param>
public sealed record PlanAlternative(
    int StreamSteps, int StreamedOperators, int TilePixels, long ArenaBytes = 0, long EstimatedInstructions = 0)
{
    /// <summary>Within what <c>--schedule stream</c> pays for less RAM; the others take <c>--ram-budget</c>.</summary>
    public bool IsCheap { get; init; }

    /// <summary>What <c>--schedule stream</c> takes; false where that is the plan of this report.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStream { get; init; }

    /// <summary>Multiply-accumulates over those of computing everything once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RecomputedMacs { get; init; }

    /// <summary>The plan of this report.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Too many tiles to place it beside the chosen one: the bytes are what the choice of cut points counts with.</summary>
    public bool IsModelled { get; init; }

    /// <summary>Whether another takes no more RAM and no more instructions.</summary>
    internal bool IsUndercutBy(PlanAlternative other) =>
        other.ArenaBytes <= ArenaBytes && other.EstimatedInstructions <= EstimatedInstructions;
}

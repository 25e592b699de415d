namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A schedule on the frontier of RAM against cost.</summary>
/// <param name="StreamSteps">Steps that run tile by tile.</param>
/// <param name="StreamedOperators">Operators in them.</param>
/// <param name="TilePixels">Pixels of the narrowest tile; 0 when all tiles are whole rows.</param>
/// <param name="ModelledArenaBytes">As the choice of cut points models it; a real plan differs by overlaps and by gaps.</param>
/// <param name="EstimatedInstructions">Of one inference on the target's core.</param>
public sealed record PlanAlternative(int StreamSteps, int StreamedOperators, int TilePixels, long ModelledArenaBytes, long EstimatedInstructions)
{
    /// <summary>Within what <c>--schedule stream</c> pays for less RAM; the others take <c>--ram-budget</c>.</summary>
    public bool IsCheap { get; init; }
}

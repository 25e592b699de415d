namespace MobileNetV2.CodeGen;

/// <summary>A schedule on the frontier of RAM against cost.</summary>
/// <param name="StreamSteps">Steps that run row by row.</param>
/// <param name="StreamedOperators">Operators in them.</param>
/// <param name="ModelledArenaBytes">As the choice of cut points models it; a real plan differs by overlaps and by gaps.</param>
/// <param name="EstimatedInstructions">Of one inference on the target's core.</param>
public sealed record PlanAlternative(int StreamSteps, int StreamedOperators, long ModelledArenaBytes, long EstimatedInstructions);

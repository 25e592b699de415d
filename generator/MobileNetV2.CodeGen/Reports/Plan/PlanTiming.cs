using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What turns instructions into time on the target: an estimate.</summary>
/// <param name="CyclesPerInstruction">On average, without wait states of memory.</param>
/// <param name="ErrorPercent">How far off a network may be.</param>
/// <param name="Source">How it was found.</param>
/// <param name="ClockHz">Of the board; null for a plain core.</param>
/// <param name="Milliseconds">Of one inference, by the estimated instructions; null without a clock.</param>
public sealed record PlanTiming(double CyclesPerInstruction, int ErrorPercent, string Source, long? ClockHz, double? Milliseconds)
{
    /// <returns>Null where nothing is known of the core's cycles.</returns>
    public static PlanTiming? Of(Target target, long instructions)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.CyclesPerInstruction is { } cycles
            ? new PlanTiming(cycles.Value, cycles.ErrorPercent, cycles.Source, target.ClockHz,
                MillisecondsOf(cycles, target.ClockHz, instructions))
            : null;
    }

    // More digits would say more than is known.
    private static double? MillisecondsOf(CycleEstimate cycles, long? clockHz, long instructions) =>
        clockHz is { } hertz ? Math.Round(1000.0 * instructions * cycles.Value / hertz, 3) : null;
}

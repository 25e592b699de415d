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
            ? OfCycles(target, cycles.Value, instructions * cycles.Value, cycles.ErrorPercent, cycles.Source)
            : null;
    }

    /// <summary>Of so many cycles as a model of the core found.</summary>
    public static PlanTiming OfCycles(Target target, double cyclesPerInstruction, double cycles, int errorPercent, string source)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(cyclesPerInstruction, errorPercent, source, target.ClockHz, MillisecondsOf(target.ClockHz, cycles));
    }

    // More digits would say more than is known.
    private static double? MillisecondsOf(long? clockHz, double cycles) =>
        clockHz is { } hertz ? Math.Round(1000.0 * cycles / hertz, 3) : null;
}

using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Estimated time in words.</summary>
internal static class TimeText
{
    /// <summary><c>about 15.1 ms at 480 MHz, 66 inferences per second</c> and how sure that is; empty when nothing is known.</summary>
    public static string Of(PlanTiming? timing, long instructions) => timing switch
    {
        null => "",
        { Milliseconds: { } ms, ClockHz: { } clock } => string.Create(
            CultureInfo.InvariantCulture,
            $"about {Milliseconds(ms)} ms at {clock / 1e6:0.#} MHz, {Number(1000 / Math.Max(ms, 0.001))} inferences per second; "
                + $"{Sure(timing)}"),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"about {Number(instructions * timing.CyclesPerInstruction / 1e6)} million cycles; {Sure(timing)}"),
    };

    /// <summary>Below the time: where the cycles come from, which is a measurement of the board for none of them.</summary>
    /// <param name="indent">Where texts begin.</param>
    public static void PrintSource(CliConsole console, PlanTiming? timing, int indent)
    {
        if (timing is not null)
            console.WriteText($"{new string(' ', indent)}cycles for an instruction: {timing.Source}");
    }

    public static string Milliseconds(double ms) => Number(ms);

    private static string Sure(PlanTiming timing) => string.Create(
        CultureInfo.InvariantCulture,
        $"estimated as {timing.CyclesPerInstruction:0.##} cycles for an instruction, +-{timing.ErrorPercent} %, without wait states");

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "F1" : "0.###", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>Something that would make an arena smaller.</summary>
/// <param name="Option">What to add to the command line; empty when the network itself must change.</param>
/// <param name="Text">What it would give, with both numbers.</param>
public sealed record PlanAdvice(string Option, string Text)
{
    /// <summary>Less is not worth a change of schedule.</summary>
    private const double WorthWhile = 0.95;

    /// <summary>What to try, the best first; never empty.</summary>
    /// <param name="plan">With its alternatives, if streaming is to be judged.</param>
    public static ImmutableArray<PlanAdvice> Of(PlanReport plan)
    {
        ImmutableArray<PlanAdvice?> all = [Int8(plan), Stream(plan), Rows(plan), Budget(plan), Scratch(plan)];
        ImmutableArray<PlanAdvice> some = [.. all.OfType<PlanAdvice>()];
        return some.IsEmpty ? [new("", "The peak is the network's own: a lower resolution or a smaller width needs less.")] : some;
    }

    private static PlanAdvice? Int8(PlanReport plan) => plan.ArenaBytesWithInt8 is not { } bytes || bytes > plan.ArenaBytes * WorthWhile
        ? null
        : new(
            "--io int8",
            $"The input takes four bytes for each value that the network uses as one. When the caller gives int8, the arena needs "
                + $"{Number(bytes)} bytes instead of {Number(plan.ArenaBytes)}.");

    private static PlanAdvice? Stream(PlanReport plan)
    {
        var isAsked = plan.Options.Contains("--schedule stream", StringComparison.Ordinal);
        if (isAsked || plan.Alternatives.FirstOrDefault(a => a.IsStream) is not { } least
            || least.ArenaBytes > plan.ArenaBytes * WorthWhile)
            return null;
        return new(
            "--schedule stream",
            $"Running chains of operators tile by tile needs {Number(least.ArenaBytes)} bytes instead of {Number(plan.ArenaBytes)}, "
                + $"at about {Number(least.EstimatedInstructions)} instructions instead of {Number(plan.EstimatedInstructions)}.");
    }

    private static PlanAdvice? Rows(PlanReport plan)
    {
        if (FrameAtPeak(plan) is not { } frame
            || (plan.ArenaBytesWithRows is { } rows ? rows > plan.ArenaBytes * WorthWhile : !MayStream(plan)))
            return null;
        var gives = plan.ArenaBytesWithRows is { } bytes ? $": {Number(bytes)} bytes instead of {Number(plan.ArenaBytes)}" : "";
        return new(
            InStreams(plan, "--input-mode rows"),
            $"The frame takes {Number(frame.SizeBytes)} bytes at the peak. When the caller pushes it row by row, it never exists in "
                + $"RAM{gives}.");
    }

    /// <summary>What only a stream can do, for somebody who asked for layers too.</summary>
    private static string InStreams(PlanReport plan, string option) =>
        plan.Options.Contains("--schedule layers", StringComparison.Ordinal) ? $"--schedule stream {option}" : option;

    /// <summary>Whether the caller's frame takes part in the peak.</summary>
    internal static bool IsFrameAtPeak(PlanReport plan) => FrameAtPeak(plan) is not null;

    private static PlanBuffer? FrameAtPeak(PlanReport plan) =>
        plan.InputMode != "rows" && plan.Inputs.Length == 1
            ? plan.Buffers.Where(b => IsFrame(b, plan) && IsAtPeak(b, plan)).MaxBy(b => b.SizeBytes)
            : null;

    /// <summary>Of a report that does not say what rows would give.</summary>
    private static bool MayStream(PlanReport plan) => plan.Schedule == "stream" || plan.Alternatives.Any(a => a.StreamSteps > 0);

    /// <summary>The input, or its values after a step that rewrites them in place, as a change of type at the border does.</summary>
    private static bool IsFrame(PlanBuffer buffer, PlanReport plan) =>
        buffer.Kind == "input"
        || plan.Overlaps.Any(
            o => o.Written == buffer.Name && o.SharedBytes >= buffer.SizeBytes * WorthWhile
                && plan.Buffers.Any(b => b.Name == o.Read && b.Kind == "input"));

    private static PlanAdvice? Budget(PlanReport plan)
    {
        var withoutBudget = Math.Min(plan.ArenaBytes, plan.Alternatives.LastOrDefault(a => a.IsCheap)?.ArenaBytes ?? long.MaxValue);
        if (plan.Limits.RamBudgetBytes is not null || plan.Alternatives.LastOrDefault() is not { IsCheap: false } least
            || least.ArenaBytes > withoutBudget * WorthWhile)
            return null;
        return new(
            InStreams(plan, "--ram-budget BYTES"),
            $"Narrower tiles cost more calls{(least.RecomputedMacs > 0 ? ", and what is computed again costs MACs" : "")}: "
                + $"a budget is met down to about {Number(least.ArenaBytes)} bytes, there at about "
                + $"{Number(least.EstimatedInstructions)} instructions.");
    }

    private static PlanAdvice? Scratch(PlanReport plan)
    {
        var scratch = plan.Buffers.Where(b => b.Kind == "scratch" && IsAtPeak(b, plan)).Sum(b => (long)b.SizeBytes);
        return plan.Kernels == "portable" || scratch < plan.ArenaBytes * (1 - WorthWhile)
            ? null
            : new(
                "--kernels portable",
                $"Working memory of the kernels takes {Number(scratch)} bytes at the peak. The portable kernels want less or none.");
    }

    private static bool IsAtPeak(PlanBuffer buffer, PlanReport plan) =>
        buffer.FirstStep <= plan.PeakStep && plan.PeakStep <= buffer.LastStep;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

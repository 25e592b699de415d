using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Schedules to lower and place for real, one after the other.</summary>
/// <param name="WantsBest">All are planned and the best price of <see cref="RamForCost"/> wins, of equals the first;
/// otherwise the first that fits.</param>
/// <param name="MostBytes">A larger arena does not win this round, though it may fit.</param>
internal sealed record ScheduleRound(IEnumerable<Schedule> Schedules, bool WantsBest, long MostBytes = long.MaxValue);

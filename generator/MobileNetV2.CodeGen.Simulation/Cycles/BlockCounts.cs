using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>What the plugin <c>mnv2_count.c</c> wrote.</summary>
/// <param name="Blocks">Addresses of each block's instructions.</param>
internal sealed record BlockCounts(FrozenDictionary<int, ImmutableArray<uint>> Blocks, ImmutableArray<BlockCounts.Interval> Intervals)
{
    public static BlockCounts Parse(IEnumerable<string> lines)
    {
        var blocks = new Dictionary<int, ImmutableArray<uint>>();
        var intervals = ImmutableArray.CreateBuilder<Interval>();
        Dictionary<int, long>? counts = null;
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["interval", var reads])
                intervals.Add(new(counts = [], Number(reads)));
            else if (words is ["block", var number, ..])
                blocks[(int)Number(number)] = [.. words.Skip(2).Select(Address)];
            else if (words is [var block, var count] && counts is not null)
                counts[(int)Number(block)] = Number(count);
        }

        return new(blocks.ToFrozenDictionary(), intervals.ToImmutable());
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static uint Address(string digits) => uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <param name="Counts">How often each block ran.</param>
    /// <param name="FlashReads">Times that data came from another line of flash than before.</param>
    public sealed record Interval(IReadOnlyDictionary<int, long> Counts, long FlashReads);
}

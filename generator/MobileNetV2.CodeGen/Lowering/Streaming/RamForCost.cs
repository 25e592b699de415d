namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>What less RAM may cost.</summary>
internal static class RamForCost
{
    /// <summary>A per cent of the cost must save so many per cent of the RAM, wherever a schedule is chosen
    /// that no budget asks for.</summary>
    public const double Exchange = 0.5;

    /// <summary>What a table need not show: nearly as much RAM at a cost that even a tight budget would rather not pay.</summary>
    private const double SmallSaving = 0.01;

    private const double PoorExchange = 0.1;

    /// <summary>The lower, the better.</summary>
    public static double Price(long ramBytes, long instructions, double exchange = Exchange) =>
        Math.Log(Math.Max(1, ramBytes)) + (exchange * Math.Log(Math.Max(1, instructions)));

    /// <summary>Whether a plan that costs more than another saves something worth to be mentioned.</summary>
    public static bool IsGain(long ramBytes, long instructions, long lessBytes, long moreInstructions)
    {
        var saved = Math.Log(ramBytes / Math.Max(1.0, lessBytes));
        return saved > 0 && (saved >= SmallSaving || saved >= PoorExchange * Math.Log(moreInstructions / Math.Max(1.0, instructions)));
    }
}

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Sizes that the runtime's headers fix; each has a macro of the same value there.</summary>
internal static class PortableLimits
{
    /// <summary><c>MNV2_MAX_WINDOW_ROWS</c>: kernels keep pointers to so many rows on the stack;
    /// those for taller windows take a table.</summary>
    public const int WindowRows = 64;

    /// <summary><c>MNV2_MAX_BLOCK_TAPS</c>.</summary>
    public const int BlockTaps = 49;

    /// <summary><c>MNV2_MAX_RANK</c>.</summary>
    public const int Rank = 6;

    /// <summary>Products of one kernel row that are certain to fit 32 bits: each is at most 2^14.</summary>
    private const int RunLength = (1 << 17) - 1;

    /// <summary>What is wrong with a convolution whose kernel rows are too long for the kernels' 32-bit sums;
    /// null when they are not.</summary>
    public static string? WhyNotRun(WindowGeometry window)
    {
        var run = (long)window.Window.Width * window.FilterChannels;
        return run > RunLength ? $"a row of its kernel has {run} weights, the kernels sum at most {RunLength}" : null;
    }

    /// <summary>What is wrong with a shape that stays above the kernels' rank after merging neighbouring dimensions;
    /// null when it does not.</summary>
    public static string? WhyNotRank(int rank) =>
        rank > Rank ? $"it needs {rank} separate dimensions, the kernels handle at most {Rank}" : null;
}

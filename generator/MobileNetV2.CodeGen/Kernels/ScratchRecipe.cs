namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Working memory of a choice, during its calls.</summary>
/// <param name="Role">The last part of its name.</param>
internal sealed record ScratchRecipe(string Role, int SizeBytes)
{
    /// <summary>What kernels use for sums and copies of windows. In a stream all stages share one such buffer.</summary>
    public const string Work = "scratch";

    /// <summary>What a kernel that keeps two kinds of sums has beside <see cref="Work"/>.</summary>
    public const string Totals = "totals";

    /// <summary>Pointers to the rows of a window that is too tall for the stack. In a stream the stage fills them,
    /// not the kernel.</summary>
    public const string RowPointers = "rows";
}

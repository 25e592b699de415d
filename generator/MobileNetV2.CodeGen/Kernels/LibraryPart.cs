namespace MobileNetV2.CodeGen.Kernels;

/// <summary>A function's place in CMSIS-NN.</summary>
/// <param name="Group">The group of files, as Zephyr's Kconfig names it; null when no group builds the function.</param>
/// <param name="Scratch">Which of the library's <c>get_buffer_size</c> functions speaks for it.</param>
internal sealed record LibraryPart(string? Group, ScratchQuery Scratch = ScratchQuery.None)
{
    /// <summary>The library's file, relative to its root, where no group builds it.</summary>
    public string? LoneSource { get; init; }
}

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Memory that all buffers of one region share.</summary>
/// <param name="Name">The static array.</param>
/// <param name="Macro">In macros, without the model's prefix: <c>ARENA</c>.</param>
/// <param name="Section">The default linker section; null when it goes with other zeros.</param>
internal sealed record ArenaView(int Index, string Name, string Macro, int Bytes, string? Section)
{
    /// <summary>The caller can bring the first arena; others are static, where the target has room.</summary>
    public bool CanBeExternal => Index == 0;

    /// <summary>For the list of configuration macros.</summary>
    public string Default => Section is null ? "Default: with other zeros." : $"Default: \"{Section}\".";
}

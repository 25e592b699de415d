using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Memory that all buffers of one region share.</summary>
/// <param name="Name">The static array.</param>
/// <param name="BindFunction">Takes the caller's memory for it.</param>
/// <param name="Macro">In macros, without the model's prefix: <c>ARENA</c>.</param>
/// <param name="AddressPrefix">Of the macros that give addresses in it.</param>
/// <param name="Buffers">By address.</param>
/// <param name="Section">The default linker section; null when it goes with other zeros.</param>
internal sealed record ArenaView(
    int Index,
    string Name,
    string BindFunction,
    string Macro,
    string AddressPrefix,
    int Bytes,
    ImmutableArray<BufferView> Buffers,
    string? Section)
{
    /// <summary>In sentences.</summary>
    public string Title => Index == 0 ? "the arena" : $"arena {CText.Integer(Index)}";

    /// <summary>For the list of configuration macros.</summary>
    public string Default => Section is null ? "Default: with other zeros." : $"Default: \"{Section}\".";
}

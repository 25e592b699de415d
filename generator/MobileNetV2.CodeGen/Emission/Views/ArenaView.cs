namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Memory that all buffers of one region share.</summary>
/// <param name="Name">The static array.</param>
/// <param name="Macro">In macros, without the model's prefix: <c>ARENA</c>.</param>
internal sealed record ArenaView(int Index, string Name, string Macro, int Bytes);

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>The class of every pixel, rows from the top.</summary>
public sealed record ClassMap(int Width, int Height, ImmutableArray<byte> Classes);

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A box that encodings are told from: its centre and its sides in 4096ths of a pixel.</summary>
internal readonly record struct Anchor(int Y, int X, int Height, int Width);

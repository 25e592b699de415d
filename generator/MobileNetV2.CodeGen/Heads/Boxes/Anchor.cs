namespace MobileNetV2.CodeGen.Heads;

/// <summary>A box that encodings are told from; 1 is the height or width of the picture.</summary>
internal readonly record struct Anchor(double Y, double X, double Height, double Width);

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>The geometry of a tensor inside a stream: <c>mnv2_line</c>.</summary>
/// <param name="Note">For people: what it is and how many of its rows are kept.</param>
internal sealed record LineView(string Name, string Note, int Height, int Width, int PixelBytes, int RingPixels, int SlackPixels);

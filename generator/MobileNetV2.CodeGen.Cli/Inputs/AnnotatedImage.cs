using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A picture with the boxes that are in it.</summary>
/// <param name="Name">Of its file, without folders.</param>
internal sealed record AnnotatedImage(string Name, double Width, double Height, ImmutableArray<TrueBox> Boxes);

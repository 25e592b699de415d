using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>What the pixels of pictures mean: by <c>--normalize</c>, unless numbers are given.</summary>
internal sealed record PixelChoice(Normalization Normalization, PixelMeaning? Numbers = null);

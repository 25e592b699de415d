using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary><c>--normalize</c> as numbers.</summary>
internal static class Normalizations
{
    public static PixelMeaning Meaning(this Normalization normalization, Tensor input) => normalization switch
    {
        Normalization.Auto => PixelMeaning.OfStored(input),
        Normalization.Unit => PixelMeaning.Of(0, 1),
        Normalization.Signed => PixelMeaning.Of(-1, 1),
        Normalization.Raw => PixelMeaning.Of(0, 255),
        Normalization.ImageNet => PixelMeaning.Of(0, 1, PictureInput.ImageNetMean, PictureInput.ImageNetDeviation),
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };
}

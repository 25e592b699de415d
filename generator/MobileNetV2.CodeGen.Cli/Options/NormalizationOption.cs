using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Inputs;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--normalize</c>.</summary>
internal static class NormalizationOption
{
    public static Option<Normalization> Create() =>
        ChoiceOption.Create<Normalization>("--normalize", "What a pixel of 0 to 255 means to the network", NameOf);

    public static string NameOf(Normalization normalization) => normalization switch
    {
        Normalization.Auto => "auto",
        Normalization.Unit => "unit",
        Normalization.Signed => "signed",
        Normalization.Raw => "raw",
        Normalization.ImageNet => "imagenet",
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };
}

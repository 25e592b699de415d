using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--crop</c>: a word, and behind <c>letterbox</c> the grey of its bars if you like.</summary>
internal static class CropOption
{
    private static readonly CropMode[] Modes = Enum.GetValues<CropMode>();

    public static Option<CropChoice> Create() => new Option<CropChoice>("--crop")
    {
        Description = "Where the camera's sides have another ratio: the middle (default), all of it stretched, or all of it between bars; "
            + "letterbox:114 gives bars of a grey",
        HelpName = "center|none|letterbox[:GREY]",
        CustomParser = Parse,
    }.Offering(() => Modes.Select(OptionNames.Of));

    private static CropChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var (word, grey) = text.Split(':', 2) is [var before, var behind] ? (before, behind) : (text, null);
        var mode = Modes
            .Where(m => string.Equals(OptionNames.Of(m), word, StringComparison.OrdinalIgnoreCase))
            .Select(m => (CropMode?)m)
            .FirstOrDefault();
        var bars = byte.TryParse(grey, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : (int?)null;
        if (mode is null)
        {
            var closest = Suggestion.Closest(word, Modes.Select(OptionNames.Of));
            result.AddError(
                $"--crop: '{word}' is none of {string.Join(", ", Modes.Select(OptionNames.Of))}"
                + (closest is null ? "" : $"; did you mean '{closest}'?"));
        }
        else if (grey is not null && (bars is null || mode != CropMode.Letterbox))
        {
            result.AddError($"--crop: '{text}' is no crop; a grey of 0 to 255 can follow letterbox: letterbox:114");
        }

        return new CropChoice(mode ?? CropMode.Center, bars);
    }
}

/// <summary>What <c>--crop</c> says; the default value is what it means when it is not given.</summary>
internal readonly record struct CropChoice(CropMode Mode, int? Bars);

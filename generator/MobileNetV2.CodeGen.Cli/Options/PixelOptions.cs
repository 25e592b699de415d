using System.CommandLine;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>What pixels of 0 to 255 mean to a network; the same words for every command that takes pictures.</summary>
internal sealed class PixelOptions
{
    private readonly Option<Normalization> _normalize = NormalizationOption.Create();
    private readonly Option<string?> _range = new("--range") { Description = "What pixels 0 and 255 stand for", HelpName = "L,H" };
    private readonly Option<string?> _mean = new("--mean") { Description = "Taken off afterwards (default: 0)", HelpName = "M" };
    private readonly Option<string?> _std = new("--std") { Description = "Divided by afterwards (default: 1)", HelpName = "S" };

    public void AddTo(Command command)
    {
        command.Add(_normalize);
        command.Add(_range);
        command.Add(_mean);
        command.Add(_std);
    }

    /// <summary>Whether anything is said of pixels.</summary>
    public bool AreGiven(ParseResult parse) => parse.GetResult(_normalize) is { Implicit: false } || GiveNumbers(parse);

    /// <summary>What pixels mean to an input.</summary>
    public Outcome<PixelMeaning> Meaning(ParseResult parse, Tensor input)
    {
        if (GiveNumbers(parse))
            return NumbersFor(parse, input);
        var normalization = parse.GetValue(_normalize);
        return normalization == Normalization.ImageNet && PictureShape.Of(input.Shape)?.Channels != 3
            ? new(null, [CommandLineDiagnostics.NormalizationUnfit(input)])
            : new(normalization.Meaning(input).By($"--normalize {NormalizationOption.NameOf(normalization)}"), []);
    }

    /// <summary>The same for whatever input a picture will go to.</summary>
    public Outcome<PixelChoice> Choice(ParseResult parse)
    {
        var normalization = parse.GetValue(_normalize);
        if (!GiveNumbers(parse))
            return new(new PixelChoice(normalization), []);
        var numbers = Numbers(parse);
        return numbers.Value is { } meaning ? new(new PixelChoice(normalization, meaning), []) : new(null, numbers.Diagnostics);
    }

    private bool GiveNumbers(ParseResult parse) =>
        parse.GetValue(_range) is not null || parse.GetValue(_mean) is not null || parse.GetValue(_std) is not null;

    private Outcome<PixelMeaning> NumbersFor(ParseResult parse, Tensor input)
    {
        var numbers = Numbers(parse);
        return numbers.Value is { Channels: > 1 } meaning && PictureShape.Of(input.Shape) is { } picture
            && picture.Channels != meaning.Channels
            ? new(null, [CommandLineDiagnostics.OutOfRange(
                parse.GetValue(_mean)?.Contains(',', StringComparison.Ordinal) == true ? "--mean" : "--std",
                $"expected are one number or one for each of the {picture.Channels} channels, not {meaning.Channels}")])
            : numbers;
    }

    private Outcome<PixelMeaning> Numbers(ParseResult parse)
    {
        if (parse.GetResult(_normalize) is { Implicit: false })
            return Bad("--normalize", "either this or --range, --mean and --std");
        var (range, mean, std) = (Numbers(parse, _range, "0,1"), Numbers(parse, _mean, "0"), Numbers(parse, _std, "1"));
        if (range is not [var least, var most] || least >= most)
            return Bad("--range", "two numbers, the smaller first: --range -1,1");
        if (mean is null || std is null || std.Any(s => s <= 0))
            return Bad(mean is null ? "--mean" : "--std", "numbers, one or one for each channel, deviations above 0");
        return mean.Length == 1 || std.Length == 1 || mean.Length == std.Length
            ? new(PixelMeaning.Of(least, most, mean, std).By(Words(parse)), [])
            : Bad("--mean", "as many numbers as --std");

        Outcome<PixelMeaning> Bad(string option, string expected) =>
            new(null, [CommandLineDiagnostics.OutOfRange(option, $"expected are {expected}")]);
    }

    private string Words(ParseResult parse) =>
        string.Join(
            ' ', new[] { _range, _mean, _std }.Where(o => parse.GetValue(o) is not null).Select(o => $"{o.Name} {parse.GetValue(o)}"));

    private static double[]? Numbers(ParseResult parse, Option<string?> option, string fallback)
    {
        var numbers = new List<double>();
        foreach (var word in (parse.GetValue(option) ?? fallback).Split(','))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }
}

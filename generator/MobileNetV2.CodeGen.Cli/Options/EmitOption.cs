using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--emit cmake,zephyr</c> or <c>--emit all</c>: build systems whose files are written; may be repeated. Without it,
/// those of a request.</summary>
internal static class EmitOption
{
    private const string All = "all";

    private static readonly BuildFormat[] Formats = Enum.GetValues<BuildFormat>();

    public static Option<ImmutableArray<BuildFormat>> Create() => new Option<ImmutableArray<BuildFormat>>("--emit")
    {
        Description =
            $"Build systems to write files for, beside the C: {string.Join(", ", Formats.Select(OptionNames.Of))}, or all (default: cmake)",
        HelpName = "FORMAT,...",
        CustomParser = Parse,
    }.Offering(() => Formats.Select(OptionNames.Of).Append(All));

    private static ImmutableArray<BuildFormat> Parse(ArgumentResult result)
    {
        var names = Formats.Select(OptionNames.Of).Append(All).ToArray();
        var formats = ImmutableArray.CreateBuilder<BuildFormat>();
        foreach (var word in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            var index = Array.FindIndex(names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                var closest = Suggestion.Closest(word, names);
                result.AddError($"--emit: '{word}' is none of {string.Join(", ", names)}"
                    + (closest is null ? "" : $"; did you mean '{closest}'?"));
            }
            else
            {
                formats.AddRange((index < Formats.Length ? [Formats[index]] : Formats).Except(formats));
            }
        }

        return formats.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--place arena=dtcm,weights=qspi</c>: parts of the program in memory regions by name; may be repeated.</summary>
internal static class PlaceOption
{
    public static Option<ImmutableArray<PlacementRule>> Create() => new("--place")
    {
        Description =
            "Memory region of arena, input, output or weights; several regions of the arena in order of preference: "
                + "arena=dtcm,arena=sram,weights=qspi",
        HelpName = "PART=REGION,...",
        DefaultValueFactory = _ => [],
        CustomParser = Parse,
    };

    private static ImmutableArray<PlacementRule> Parse(ArgumentResult result)
    {
        var rules = ImmutableArray.CreateBuilder<PlacementRule>();
        foreach (var text in result.Tokens.SelectMany(t => t.Value.Split(',')))
        {
            if (text.Split('=') is [var name, { Length: > 0 } region] && PartOf(name) is { } part)
                rules.Add(new PlacementRule(part, region));
            else
                result.AddError($"--place: '{text}' is not PART=REGION; parts are arena, input, output and weights");
        }

        return rules.ToImmutable();
    }

    private static PlacedPart? PartOf(string name) =>
        Enum.GetValues<PlacedPart>().Where(p => OptionNames.Of(p) == name).Select(p => (PlacedPart?)p).FirstOrDefault();
}

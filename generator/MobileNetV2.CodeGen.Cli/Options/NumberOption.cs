using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Options that take a number with a decimal point: <c>0.35</c>. A comma is no separator of thousands here,
/// so <c>0,35</c> is a mistake and not 35.</summary>
internal static class NumberOption
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static Option<double> Create(string name, string description, string helpName, double usual) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parse(result, name),
    };

    private static double Parse(ArgumentResult result, string option)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        result.AddError($"{option}: '{text}' is no number");
        return 0;
    }
}

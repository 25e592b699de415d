using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Options that take a number of bytes: <c>262144</c>, <c>256K</c> or <c>1M</c>.</summary>
internal static class ByteCountOption
{
    public static Option<int?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = result => Parse(result, name),
    };

    private static int? Parse(ArgumentResult result, string option)
    {
        var text = result.Tokens[^1].Value;
        var (digits, unit) = text.Length == 0 ? (text, 1L) : text[^1] switch
        {
            'k' or 'K' => (text[..^1], 1024L),
            'm' or 'M' => (text[..^1], 1024L * 1024),
            _ => (text, 1L),
        };
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            && count * unit <= int.MaxValue)
            return (int)(count * unit);
        result.AddError($"{option}: '{text}' is no number of bytes; give for example 262144, 256K or 1M");
        return null;
    }
}

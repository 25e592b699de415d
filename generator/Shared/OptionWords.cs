using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Wording;

/// <summary>Messages name options as on the command line; whoever has other names for them says it in theirs.</summary>
internal static class OptionWords
{
    /// <param name="names">Options and what stands in their place.</param>
    public static string Replace(string message, IEnumerable<(string Option, string Name)> names) =>
        names.Aggregate(message, (text, n) =>
            Regex.Replace(text, Regex.Escape(n.Option) + "(?![a-z-])", n.Name, RegexOptions.CultureInvariant));
}

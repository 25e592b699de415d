using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Templates.Quoting;

/// <summary>
/// A kind of file that templates write, and how text is quoted in it: one function for each. A template's every <c>{{ value }}</c> goes
/// through the function of its format, so no template can forget it. Text that our own readers let through stays as it is.
/// </summary>
/// <param name="Quote">Null for C, whose views hold C already (<c>CText</c>), and for pages (<c>ReportPage</c>).</param>
internal sealed record OutputFormat(string Name, Func<string, string>? Quote)
{
    public static readonly OutputFormat C = new("C", null);
    public static readonly OutputFormat Page = new("HTML", null);
    public static readonly OutputFormat CMake = new("CMake", QuoteForCMake);
    public static readonly OutputFormat Make = new("make", Taking(" _.,+=/:@-"));
    public static readonly OutputFormat Kconfig = new("Kconfig", Taking(" _.,+=/:@()-"));
    public static readonly OutputFormat Yaml = new("YAML", Taking(" _.,+=/-"));
    public static readonly OutputFormat Json =
        new("JSON", text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value);
    public static readonly OutputFormat Properties = new("properties", Taking(" _.,+=/:@()-"));
    public static readonly OutputFormat LinkerScript = new("linker script", Taking("_.+-"));

    /// <param name="template">As in <see cref="TemplateSet"/>: its name says what it writes.</param>
    public static OutputFormat Of(string template) => template[(template.LastIndexOf('/') + 1)..] switch
    {
        "CMakeLists.txt" => CMake,
        "Kconfig" => Kconfig,
        var name => Path.GetExtension(name) switch
        {
            ".mk" => Make,
            ".yml" => Yaml,
            ".json" => Json,
            ".properties" => Properties,
            ".ld" => LinkerScript,
            ".html" => Page,
            ".c" or ".h" or ".ino" => C,
            _ => throw new InvalidOperationException($"nobody knows how text is quoted in '{template}'"),
        },
    };

    /// <summary>Nothing can be quoted in all places of these formats: what could mean something is replaced.</summary>
    private static Func<string, string> Taking(string punctuation)
    {
        var harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + punctuation);
        return text => PlainText.Of(text, harmless);
    }

    /// <summary>CMake takes a backslash before any punctuation, inside quotes and outside.</summary>
    private static string QuoteForCMake(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '+' or '-' or ':' or ',' or '=')
                result.Append(c);
            else if (c is > ' ' and <= '~')
                result.Append('\\').Append(c);
            else
                result.Append(c == ' ' ? "\\ " : "_");
        }

        return result.ToString();
    }
}

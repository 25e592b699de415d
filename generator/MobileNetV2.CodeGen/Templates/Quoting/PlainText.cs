using System.Buffers;

namespace MobileNetV2.CodeGen.Templates.Quoting;

/// <summary>
/// Letters, digits and punctuation that mean themselves in every file that is written: names of targets, regions, options and versions
/// consist of nothing else when they come from our own readers. What a caller of the library puts in otherwise becomes <c>_</c>.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.,+=/:@()-");

    /// <summary>Safe in a comment, in quotes and between them, in C and in linker scripts.</summary>
    public static string Of(string text) => Of(text, Harmless);

    /// <summary>The same with the characters that one format takes as they are.</summary>
    public static string Of(string text, SearchValues<char> harmless) =>
        text.AsSpan().ContainsAnyExcept(harmless) ? string.Concat(text.Select(c => harmless.Contains(c) ? c : '_')) : text;
}

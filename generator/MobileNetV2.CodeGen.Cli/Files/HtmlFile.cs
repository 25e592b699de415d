using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>The page of <c>--html</c>.</summary>
internal static class HtmlFile
{
    /// <param name="path">Null when no page is wanted.</param>
    /// <returns>MNV7002 when it cannot be written.</returns>
    public static ImmutableArray<Diagnostic> Write(string? path, Func<string> page) =>
        path is null ? [] : FileWriting.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page())));

    /// <summary>Says where the page is, below what was asked for; nothing for programs and for who wants quiet.</summary>
    public static void Tell(CliConsole console, string? path, bool isJson)
    {
        if (path is not null && !isJson && console.Verbosity != Verbosity.Quiet)
            console.Out.WriteLine($"wrote    {path}");
    }
}

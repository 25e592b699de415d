using System.Buffers;

namespace MobileNetV2.CodeGen.Cli.Words;

/// <summary>Words of commands that people copy from the screen into a shell.</summary>
internal static class ShellWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./=+-,:@%~");

    /// <summary>As it is when it means nothing but itself to a shell, in quotes otherwise.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

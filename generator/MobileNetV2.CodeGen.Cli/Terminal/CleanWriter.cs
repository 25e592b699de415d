using System.Text;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>What commands print through: whatever they were given to print, nothing in it that a terminal would obey gets out.</summary>
internal sealed class CleanWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    public override Encoding Encoding => inner.Encoding;

    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => inner.Write(TerminalText.Clean(value ?? ""));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(TerminalText.Clean(value ?? ""));

    public override void Flush() => inner.Flush();
}

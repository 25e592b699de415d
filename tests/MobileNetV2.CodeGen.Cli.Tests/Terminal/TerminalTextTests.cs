using System.Text;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Terminal;

/// <summary>Text of files goes to the screen as text: a terminal obeys nothing in it.</summary>
public sealed class TerminalTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain \u00fc \u6f22 \ud83d\ude00", "plain \u00fc \u6f22 \ud83d\ude00")]
    [InlineData("\u001b[31mred\u001b]0;title\u0007", "\\u001B[31mred\\u001B]0;title\\u0007")]
    [InlineData("c1 \u009b31m", "c1 \\u009B31m")]
    [InlineData("back\b\b and \u007f", "back\\u0008\\u0008 and \\u007F")]
    [InlineData("over\rwritten", "over\\rwritten")]
    [InlineData("turned \u202eround\u202c \u200b\u2028", "turned \\u202Eround\\u202C \\u200B\\u2028")]
    [InlineData("two\nlines\tand\r\nthree", "two\nlines\tand\nthree", "two\\nlines\\tand\\r\\nthree")]
    [InlineData("", "")]
    public void What_a_terminal_obeys_is_shown_instead(string text, string lines, string? line = null)
    {
        Assert.Equal(lines, TerminalText.Clean(text));
        Assert.Equal(line ?? lines, TerminalText.OneLine(text));
    }

    [Fact]
    public void Nothing_that_is_written_escapes_the_writer()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using var writer = new CleanWriter(inner);

        writer.Write('\u001b');
        writer.Write("\u001b[1m");
        writer.Write("\u001b{0}", 1);
        writer.Write("\u001b".ToCharArray());
        writer.Write("\u001b".AsSpan());
        writer.Write(new StringBuilder("\u001b"));
        writer.Write((object)"\u001b");
        writer.WriteLine("\u001b");
        writer.WriteLine("\u001b{0}", 1);
        writer.WriteLine("\u001b".ToCharArray());
        writer.WriteLine((object)"\u001b");
        writer.WriteLine("\u001b".AsSpan());

        Assert.DoesNotContain('\u001b', inner.ToString());
        Assert.Equal(12, inner.ToString().Split("\\u001B").Length - 1);
    }

    /// <summary>In a target file, a model description and on the command line; as text, as a table, as JSON; with colours and borders,
    /// and piped.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Names_of_files_do_not_reach_the_terminal_as_they_are(bool isTerminal)
    {
        const string Evil = "\u001b]0;pwn\u0007\u001b[2J\n/etc/passwd: error MNV0000: forged\r\u202e";
        var model = Description(Evil);
        var target =
            _folder.Write("board.json", $$"""{ "name": "evil", "title": {{Json(Evil)}}, "inherits": {{Json(Evil)}}, "sources": [] }""");
        var odd = _folder.Write("\u001b[31m.json", "{ \"mnv2cModel\": 1 }");

        foreach (var args in new string[][]
        {
            ["inspect", model], ["plan", model, "--target", "cortex-m4"], ["plan", model, "--target", target], ["inspect", odd],
            ["inspect", Evil], ["explain", Evil], [Evil],
            ["plan", model, "--target", "cortex-m4", "--json"], ["inspect", model, "--json"], ["plan", model, "--target", Evil],
            ["compile", model, "--target", "host", "--output", _folder.File("g")],
            ["plan", model, "--target", "cortex-m4", "--name", Evil], ["verify", model, "--target", "host", "--cmsis-nn", Evil],
            ["run", model, "--input", _folder.Write("in.bin", new byte[4])],
            ["run", model, "--input", _folder.Write("in2.bin", new byte[5])],
        })
        {
            var (output, error) = Run(isTerminal, args);
            foreach (var text in new[] { output, error })
            {
                // Our own sequences begin with these: colours, and nothing else.
                var foreign = text.Replace("\u001b[31m" + "error" + "\u001b[0m", "error", StringComparison.Ordinal)
                    .Replace("\u001b[1m", "", StringComparison.Ordinal)
                    .Replace("\u001b[0m", "", StringComparison.Ordinal);
                Assert.DoesNotContain(foreign, c => TerminalText.IsActive(c) && c != '\r');
                Assert.DoesNotContain(text.Split('\n'), l => l.StartsWith("/etc/passwd: error", StringComparison.Ordinal));
            }
        }
    }

    private static (string Out, string Error) Run(bool isTerminal, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        CliApplication.Run(args, new CliConsole(output, error)
        {
            IsTerminal = isTerminal,
            UsesColour = isTerminal,
            ErrorIsTerminal = false
        });
        return (output.ToString(), error.ToString());
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private string Description(string name) => _folder.Write("net.json", $$"""
        {
          "mnv2cModel": 1, "name": {{Json(name)}}, "inputs": [{{Json(name)}}], "outputs": ["o"],
          "tensors": [
            { "name": {{Json(name)}}, "type": "int8", "shape": [1, 4], "scale": 0.5, "zeroPoint": 0 },
            { "name": "o", "sourceName": {{Json(name)}}, "type": "int8", "shape": [1, 4], "scale": 0.5, "zeroPoint": 0 }
          ],
          "operators": [{ "op": "ADD", "inputs": [{{Json(name)}}, {{Json(name)}}], "outputs": ["o"], "activation": "none" }]
        }
        """);
}

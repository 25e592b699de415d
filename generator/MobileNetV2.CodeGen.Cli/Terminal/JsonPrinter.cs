using System.Text;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Prints one JSON document, indented, with LF line ends.</summary>
internal static class JsonPrinter
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    public static void Print(CliConsole console, Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, Layout))
            write(writer);
        console.Out.Write(Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length) + "\n");
    }
}

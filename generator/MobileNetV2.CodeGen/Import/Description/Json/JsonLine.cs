using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Import.Description.Json;

/// <summary>Writes one JSON object the way people write them: on one line, long lists of numbers wrapped.</summary>
internal sealed class JsonLine
{
    private const int ItemsPerLine = 10;
    private const string ContinuationIndent = "      ";

    private readonly StringBuilder _text = new("{");

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>The shortest decimal that reads back as the same binary32.</summary>
    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public JsonLine Text(string name, string value) => Raw(name, Quote(value));

    public JsonLine Integer(string name, int value) => Raw(name, Number(value));

    public JsonLine List(string name, IEnumerable<string> items)
    {
        var lines = items.Chunk(ItemsPerLine).Select(chunk => string.Join(", ", chunk)).ToList();
        return Raw(name, lines.Count > 1
            ? $"[\n{ContinuationIndent}{string.Join(",\n" + ContinuationIndent, lines)}]"
            : $"[{string.Concat(lines)}]");
    }

    public JsonLine Integers(string name, IEnumerable<int> values) => List(name, values.Select(Number));

    public JsonLine Raw(string name, string json)
    {
        _text.Append(_text.Length == 1 ? " " : ", ").Append(Quote(name)).Append(": ").Append(json);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text + " }";
}

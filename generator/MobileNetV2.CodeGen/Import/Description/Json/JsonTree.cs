using System.Text;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Import.Description.Json;

/// <summary>A parsed JSON text: one small token for each value over the text itself, so that memory stays a small multiple of
/// the text's size and every value knows where it stood.</summary>
internal sealed class JsonTree
{
    private const int DeepestNesting = 16;

    private readonly List<JsonToken> _tokens = [];

    private JsonTree(ReadOnlyMemory<byte> text) => Text = text;

    public ReadOnlyMemory<byte> Text { get; }

    public JsonValue Root => new(this, 0);

    public JsonToken this[int index] => _tokens[index];

    /// <exception cref="JsonException">Not JSON: carries the line and the byte in the line, both from 0.</exception>
    public static JsonTree Parse(ReadOnlyMemory<byte> text)
    {
        var tree = new JsonTree(text);
        tree.Read();
        return tree;
    }

    /// <summary>Line and column of a byte, both from 1; columns count characters.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        var before = Text.Span[..offset];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }

    private void Read()
    {
        var span = Text.Span;
        var reader = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = DeepestNesting });
        var open = new Stack<int>();
        while (reader.Read())
        {
            var start = checked((int)reader.TokenStartIndex);
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                var index = open.Pop();
                _tokens[index] = _tokens[index] with { Length = start + 1 - _tokens[index].Start, Next = _tokens.Count };
                continue;
            }

            var kind = KindOf(reader.TokenType);
            if (kind is JsonKind.Object or JsonKind.Array)
                open.Push(_tokens.Count);
            else if (kind == JsonKind.String)
                RequireText(ref reader, start);
            _tokens.Add(new JsonToken(kind, start, checked((int)reader.BytesConsumed) - start, _tokens.Count + 1));
        }
    }

    /// <summary>The reader leaves invalid UTF-8 and lone surrogates in strings for later;
    /// here they end the parse as any other mistake.</summary>
    private void RequireText(ref Utf8JsonReader reader, int start)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var before = Text.Span[..start];
            throw new JsonException("The string is not valid Unicode text.", null, before.Count((byte)'\n'),
                start - before.LastIndexOf((byte)'\n') - 1);
        }
    }

    private static JsonKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => JsonKind.Object,
        JsonTokenType.StartArray => JsonKind.Array,
        JsonTokenType.String or JsonTokenType.PropertyName => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True => JsonKind.True,
        JsonTokenType.False => JsonKind.False,
        JsonTokenType.Null => JsonKind.Null,
        _ => throw new InvalidOperationException($"unexpected token {type}"),
    };
}

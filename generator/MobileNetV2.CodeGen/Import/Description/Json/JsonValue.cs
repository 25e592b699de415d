using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Import.Description.Json;

/// <summary>A view of one value of a <see cref="JsonTree"/>.</summary>
internal readonly record struct JsonValue(JsonTree Tree, int Index)
{
    private const int LongestShown = 40;

    public JsonKind Kind => Token.Kind;

    /// <summary>First byte of the value in the text.</summary>
    public int Offset => Token.Start;

    private JsonToken Token => Tree[Index];

    private ReadOnlySpan<byte> Utf8 => Tree.Text.Span.Slice(Token.Start, Token.Length);

    /// <summary>Elements of an array.</summary>
    public IEnumerable<JsonValue> Items()
    {
        for (var i = Index + 1; i < Token.Next; i = Tree[i].Next)
            yield return new JsonValue(Tree, i);
    }

    /// <summary>Names and values of an object, in the order of the text.</summary>
    public IEnumerable<(JsonValue Name, JsonValue Value)> Properties()
    {
        for (var i = Index + 1; i < Token.Next; i = Tree[i + 1].Next)
            yield return (new JsonValue(Tree, i), new JsonValue(Tree, i + 1));
    }

    /// <summary>The text of a string.</summary>
    public string GetString()
    {
        var text = Utf8[1..Utf8.LastIndexOf((byte)'"')];
        if (!text.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(text);
        var reader = new Utf8JsonReader(Utf8[..(text.Length + 2)]);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>True for an integer literal in range; <c>1.0</c> and <c>1e3</c> are not integer literals.</summary>
    public bool TryGetInt64(out long value)
    {
        value = 0;
        return Kind == JsonKind.Number && long.TryParse(Utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>True for a number that is finite as binary32.</summary>
    public bool TryGetSingle(out float value)
    {
        value = 0;
        return Kind == JsonKind.Number && float.TryParse(Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }

    /// <summary>The value for a message: short values as they stand, others by kind.</summary>
    public string Describe() => Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.String when Token.Length > LongestShown => "a long string",
        JsonKind.String => $"'{GetString()}'",
        _ => Token.Length > LongestShown ? "a long number" : Encoding.UTF8.GetString(Utf8),
    };
}

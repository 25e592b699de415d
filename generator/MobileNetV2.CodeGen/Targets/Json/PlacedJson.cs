using System.Collections.Immutable;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Targets.Json;

/// <summary>A JSON value that remembers where it stood, so that a complaint can name line and column.</summary>
internal sealed record PlacedJson(JsonPlace Place, JsonTokenType Kind, string Text, ImmutableArray<PlacedJson> Items,
    ImmutableArray<KeyValuePair<string, PlacedJson>> Members)
{
    /// <summary>The member called <paramref name="name"/>, or null when it is absent.</summary>
    public PlacedJson? this[string name]
    {
        get
        {
            foreach (var (key, value) in Members)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }

    public bool IsNull => Kind == JsonTokenType.Null;

    public bool IsTrue => Kind == JsonTokenType.True;

    /// <exception cref="JsonException">Not JSON; carries line and column.</exception>
    public static PlacedJson Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var reader =
            new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = false });
        reader.Read();
        var places = new JsonPlaces(utf8);
        var value = ParseValue(ref reader, ref places);
        while (reader.Read())
        {
            // The reader throws when anything but white space follows.
        }

        return value;
    }

    private static PlacedJson ParseValue(ref Utf8JsonReader reader, ref JsonPlaces places)
    {
        var place = places.Of(checked((int)reader.TokenStartIndex));
        var kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                var members = ImmutableArray.CreateBuilder<KeyValuePair<string, PlacedJson>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add(new(name, ParseValue(ref reader, ref places)));
                }

                return new(place, kind, "", [], members.ToImmutable());
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<PlacedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ParseValue(ref reader, ref places));
                return new(place, kind, "", items.ToImmutable(), []);
            case JsonTokenType.String:
                return new(place, kind, reader.GetString()!, [], []);
            default:
                return new(place, kind, System.Text.Encoding.UTF8.GetString(reader.ValueSpan), [], []);
        }
    }
}

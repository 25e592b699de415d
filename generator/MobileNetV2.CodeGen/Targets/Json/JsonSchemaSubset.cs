using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Targets.Json;

/// <summary>Checks a value against the keywords of JSON Schema draft 7 that the project's schemas use;
/// an unknown keyword in a schema throws.</summary>
internal static class JsonSchemaSubset
{
    private const int LongestShown = 60;

    public static ImmutableArray<SchemaProblem> Check(PlacedJson schema, PlacedJson value)
    {
        var problems = ImmutableArray.CreateBuilder<SchemaProblem>();
        Check(schema, value, "", problems);
        return problems.ToImmutable();
    }

    private static void Check(PlacedJson schema, PlacedJson value, string path, ImmutableArray<SchemaProblem>.Builder problems)
    {
        foreach (var (keyword, rule) in schema.Members)
        {
            var message = keyword switch
            {
                "$schema" or "title" or "description" => null,
                "type" => CheckType(rule, value),
                "enum" => rule.Items.Any(i => i.Kind == value.Kind && i.Text == value.Text)
                    ? null
                    : $"is {Show(value)}, but must be one of {string.Join(", ", rule.Items.Select(Show))}",
                "pattern" => value.Kind != JsonTokenType.String || Matches(value.Text, rule.Text)
                    ? null
                    : $"is {Show(value)}, which does not match {rule.Text}",
                "maxLength" => value.Kind != JsonTokenType.String || value.Text.Length <= Number(rule)
                    ? null
                    : $"has {value.Text.Length} characters, but may have {rule.Text}",
                "minLength" => value.Kind != JsonTokenType.String || value.Text.Length >= Number(rule)
                    ? null
                    : $"has {value.Text.Length} characters, but needs {rule.Text}",
                "minItems" => value.Kind != JsonTokenType.StartArray || value.Items.Length >= Number(rule)
                    ? null
                    : $"has {value.Items.Length} items, but needs {rule.Text}",
                "maxItems" => value.Kind != JsonTokenType.StartArray || value.Items.Length <= Number(rule)
                    ? null
                    : $"has {value.Items.Length} items, but may have {rule.Text}",
                "minimum" => value.Kind != JsonTokenType.Number || Number(value) >= Number(rule)
                    ? null
                    : $"is {Show(value)}, but must be at least {rule.Text}",
                "maximum" => value.Kind != JsonTokenType.Number || Number(value) <= Number(rule)
                    ? null
                    : $"is {Show(value)}, but must be at most {rule.Text}",
                "required" =>
                    Missing(rule, value) is { Length: > 0 } missing && value.Kind == JsonTokenType.StartObject ? $"lacks {missing}" : null,
                "anyOf" => rule.Items.Any(s => Check(s, value).IsEmpty)
                    ? null
                    : string.Join(", or ", rule.Items.Select(s => Check(s, value)[0].Message)),
                "properties" => CheckMembers(rule, value, path, problems),
                "additionalProperties" => CheckNoOthers(schema, rule, value),
                "items" => CheckItems(rule, value, path, problems),
                _ => throw new NotSupportedException($"schema keyword '{keyword}'"),
            };
            if (message is not null)
                problems.Add(new(value.Place, path.Length == 0 ? "the file" : path, message));
        }
    }

    /// <summary>
    /// The end of a pattern is the end of the text. To .NET <c>$</c> also matches before a last line break, to JSON Schema it does not.
    /// </summary>
    private static bool Matches(string text, string pattern)
    {
        if (pattern is not ['^', .. var inner, '$'] || inner.Contains('$'))
            throw new NotSupportedException($"schema pattern '{pattern}' is not anchored at both ends");
        return Regex.IsMatch(text, $@"\A(?:{inner})\z", RegexOptions.CultureInvariant);
    }

    private static string? CheckType(PlacedJson rule, PlacedJson value)
    {
        ImmutableArray<PlacedJson> allowed = rule.Kind == JsonTokenType.StartArray ? rule.Items : [rule];
        if (allowed.Any(a => IsOfType(value, a.Text)))
            return null;
        return $"is {Show(value)}, but must be {string.Join(" or ", allowed.Select(a => a.Text))}";
    }

    private static bool IsOfType(PlacedJson value, string type) => type switch
    {
        "object" => value.Kind == JsonTokenType.StartObject,
        "array" => value.Kind == JsonTokenType.StartArray,
        "string" => value.Kind == JsonTokenType.String,
        "boolean" => value.Kind is JsonTokenType.True or JsonTokenType.False,
        "null" => value.Kind == JsonTokenType.Null,
        "number" => value.Kind == JsonTokenType.Number,
        "integer" => value.Kind == JsonTokenType.Number
            && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException($"schema type '{type}'"),
    };

    private static string Missing(PlacedJson rule, PlacedJson value) =>
        string.Join(", ", rule.Items.Where(name => value[name.Text] is null).Select(Show));

    private static string? CheckMembers(PlacedJson rule, PlacedJson value, string path, ImmutableArray<SchemaProblem>.Builder problems)
    {
        foreach (var (name, schema) in rule.Members)
        {
            if (value[name] is { } member)
                Check(schema, member, path.Length == 0 ? name : $"{path}.{name}", problems);
        }

        return null;
    }

    private static string? CheckItems(PlacedJson schema, PlacedJson value, string path, ImmutableArray<SchemaProblem>.Builder problems)
    {
        for (var i = 0; i < value.Items.Length; i++)
            Check(schema, value.Items[i], $"{path}[{i}]", problems);
        return null;
    }

    private static string? CheckNoOthers(PlacedJson schema, PlacedJson rule, PlacedJson value)
    {
        if (rule.IsTrue)
            return null;
        var known = schema["properties"]!.Members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var others = value.Members.Where(m => !known.Contains(m.Key)).Select(m => $"'{m.Key}'").ToList();
        if (others.Count > 0)
            return $"has {Shortened(string.Join(", ", others))}, which means nothing here; known are "
                + $"{string.Join(", ", known.Order(StringComparer.Ordinal))}";
        var twice = value.Members.GroupBy(m => m.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : $"has '{Shortened(twice.Key)}' twice";
    }

    private static double Number(PlacedJson value) => double.Parse(value.Text, CultureInfo.InvariantCulture);

    private static string Show(PlacedJson value) => value.Kind switch
    {
        JsonTokenType.String => $"'{Shortened(value.Text)}'",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => Shortened(value.Text),
    };

    private static string Shortened(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}

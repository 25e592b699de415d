using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A head as it was asked for.</summary>
public sealed record HeadRequest(HeadDefinition Definition, string Text, ImmutableDictionary<string, string> Values)
{
    /// <summary>Names of classes or identities.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Known embeddings, one after the other, as the network gives them.</summary>
    public ReadOnlyMemory<byte>? Gallery { get; init; }

    /// <summary>Embeddings of people who are not in the gallery, to measure how often they are taken for somebody.</summary>
    public ReadOnlyMemory<byte>? Strangers { get; init; }

    /// <summary>Reads <c>NAME</c> or <c>NAME:option=value,option</c>; an option without a value is 1.</summary>
    public static Outcome<HeadRequest> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, rest) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, "");
        if (HeadCatalog.Find(name) is not { } definition)
            return new(null, [HeadDiagnostics.UnknownHead(name, HeadCatalog.All.Select(h => h.Name))]);
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in rest.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (option, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "1");
            if (definition.Options.All(o => o.Name != option))
            {
                var known = definition.Options.Select(o => o.Name).ToArray();
                return new(null, [HeadDiagnostics.BadOption(
                    name,
                    $"it has no option '{option}'",
                    Suggestion.Closest(option, known) is { } meant
                        ? $"did you mean '{meant}'?"
                        : "its options are " + string.Join(", ", known))]);
            }

            values[option] = value;
        }

        return new(new HeadRequest(definition, text, values.ToImmutable()), []);
    }
}

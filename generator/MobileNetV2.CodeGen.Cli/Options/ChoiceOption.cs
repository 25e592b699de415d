using System.CommandLine;
using System.CommandLine.Parsing;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Options that take one word of a few.</summary>
internal static class ChoiceOption
{
    /// <summary>When the option is not given, its value is the first of <typeparamref name="T"/>.</summary>
    /// <param name="nameOf">How a value is typed.</param>
    public static Option<T> Create<T>(string name, string description, Func<T, string> nameOf)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var names = values.Select(nameOf).ToArray();
        return new Option<T>(name)
        {
            Description = $"{description} (default: {nameOf(default)})",
            HelpName = string.Join('|', names),
            CustomParser = result => Parse(result, name, values, names),
        }.Offering(() => names);
    }

    /// <summary>Null when the option is not given.</summary>
    /// <inheritdoc cref="Create"/>
    public static Option<T?> Optional<T>(string name, string description, Func<T, string> nameOf)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var names = values.Select(nameOf).ToArray();
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result => Parse(result, name, values, names),
        }.Offering(() => names);
    }

    private static T Parse<T>(ArgumentResult result, string option, T[] values, string[] names)
        where T : struct, Enum
    {
        var word = result.Tokens[^1].Value;
        var index = Array.FindIndex(names, n => string.Equals(n, word, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
            return values[index];
        var closest = Suggestion.Closest(word, names);
        result.AddError($"{option}: '{word}' is none of {string.Join(", ", names)}"
            + (closest is null ? "" : $"; did you mean '{closest}'?"));
        return default;
    }
}

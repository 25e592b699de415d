using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Where lines of generated C break: as the repository's <c>.clang-format</c> breaks them.</summary>
internal static class CLayout
{
    public const int Indent = 4;

    private const int MaxColumns = 120;

    /// <summary>A call or a prototype: all on one line, or the arguments on the next line, or one argument a line.</summary>
    /// <param name="before">The start of the line up to the opening bracket, without indentation.</param>
    /// <param name="after">From the closing bracket to the end of the line.</param>
    public static string Call(string before, ImmutableArray<string> arguments, string after, int indent)
    {
        var joined = string.Join(", ", arguments);
        if (indent + before.Length + 1 + joined.Length + after.Length <= MaxColumns)
            return $"{before}({joined}{after}";
        if (indent + Indent + joined.Length + after.Length <= MaxColumns)
            return $"{before}(\n{new string(' ', indent + Indent)}{joined}{after}";
        var column = indent + before.Length + 1;
        if (column + arguments.Max(a => a.Length) < MaxColumns)
        {
            // A comparison that closes the line breaks after its operator.
            var isLong = column + arguments[^1].Length + after.Length > MaxColumns;
            var end = isLong ? after.Replace(" != ", " !=\n" + new string(' ', indent + Indent), StringComparison.Ordinal) : after;
            return $"{before}({string.Join(",\n" + new string(' ', column), arguments)}{end}";
        }

        var next = "\n" + new string(' ', indent + Indent);
        return $"{before}({next}{string.Join("," + next, arguments)}{after}";
    }

    /// <summary>The result of a call to a new variable: the line breaks after <c>=</c> before it breaks between arguments.</summary>
    public static string Assignment(string left, string function, ImmutableArray<string> arguments, int indent)
    {
        var joined = $"{function}({string.Join(", ", arguments)});";
        if (indent + left.Length + 1 + joined.Length <= MaxColumns)
            return $"{left} {joined}";
        return indent + Indent + joined.Length <= MaxColumns
            ? $"{left}\n{new string(' ', indent + Indent)}{joined}"
            : Call($"{left} {function}", arguments, ");", indent);
    }

    /// <summary>The sum of two addends to a new variable.</summary>
    public static string Sum(string left, string first, string second, int indent) =>
        indent + $"{left} {first} + {second};".Length <= MaxColumns
            ? $"{left} {first} + {second};"
            : $"{left}\n{new string(' ', indent + Indent)}{first} + {second};";

    /// <summary>A structure in a function: all of it on one line, or as many initialisers on each line as go there.</summary>
    public static StructView Struct(string storage, string ctype, string name, ImmutableArray<string> initialisers)
    {
        var joined = string.Join(", ", initialisers);
        return Indent + $"{storage} {ctype} {name} = {{{joined}}};".Length <= MaxColumns
            ? new(storage, ctype, name, [joined], IsShort: true)
            : new(storage, ctype, name, Wrapped(initialisers, MaxColumns - (2 * Indent)), IsShort: false);
    }

    /// <summary>A member of a structure that is a structure itself: all of it on one line, or as many initialisers on each line as go
    /// there. Lines are without the indentation of the member.</summary>
    public static ImmutableArray<string> Member(string name, ImmutableArray<string> initialisers, int indent)
    {
        var line = $".{name} = {{{string.Join(", ", initialisers)}}},";
        return indent + line.Length <= MaxColumns
            ? [line]
            : [$".{name} = {{", .. Wrapped(initialisers, MaxColumns - indent - Indent).Select(l => new string(' ', Indent) + l), "},"];
    }

    private static ImmutableArray<string> Wrapped(ImmutableArray<string> items, int columns)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (lines.Count > 0 && lines[^1].Length + item.Length + 2 <= columns)
                lines[^1] += $" {item},";
            else
                lines.Add(item + ",");
        }

        return lines.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gathers the tables of a head; equal ones are there once.</summary>
internal sealed class HeadCodeBuilder
{
    private readonly List<HeadTable> _tables = [];

    public ImmutableArray<HeadTable> Tables => [.. _tables];

    /// <returns>The C name.</returns>
    public string Table(string name, IReadOnlyList<int> values, string ctype = "int32_t")
    {
        if (_tables.FirstOrDefault(t => t.CType == ctype && t.Values.SequenceEqual(values)) is { } known)
            return known.Name;
        _tables.Add(new HeadTable("head_" + name, ctype, [.. values]));
        return _tables[^1].Name;
    }

    /// <summary>An initializer: <c>{1, 2, head_scores}</c>.</summary>
    public static string Braced(params object[] members) =>
        "{" + string.Join(", ", members.Select(m => Convert.ToString(m, CultureInfo.InvariantCulture))) + "}";

    /// <summary>The constant arguments of a head's function.</summary>
    public static string Rule(string type, params object[] members) => $"static const {type} head_rule = {Braced(members)};";

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

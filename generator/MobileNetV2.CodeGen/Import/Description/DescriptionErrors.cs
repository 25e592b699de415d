using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Collects the mistakes of one description, each with line and column, up to a number that people still read.</summary>
internal sealed class DescriptionErrors(string fileName)
{
    private const int MostReported = 40;

    private readonly DiagnosticBag _bag = new();
    private int _count;

    public bool Any => _count > 0;

    public ImmutableArray<Diagnostic> ToImmutable() => _bag.ToImmutable();

    public void Add(JsonValue at, Func<string, Diagnostic> make)
    {
        if (_count++ < MostReported)
            _bag.Add(make(LocationOf(at)));
    }

    public void Add(Diagnostic diagnostic)
    {
        if (_count++ < MostReported)
            _bag.Add(diagnostic);
    }

    /// <summary><c>file:line:column</c>.</summary>
    public string LocationOf(JsonValue at)
    {
        var (line, column) = at.Tree.PlaceOf(at.Offset);
        return string.Create(CultureInfo.InvariantCulture, $"{fileName}:{line}:{column}");
    }
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>Collects diagnostics while a stage runs. A user's mistake is collected, never thrown.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    public bool HasErrors => _items.Exists(d => d.IsError);

    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _items.AddRange(diagnostics);

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _items];
}

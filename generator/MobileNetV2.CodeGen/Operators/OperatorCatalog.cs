using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Every operator: a definition is in the catalog by being there. A test compares it with the records of the assembly.</summary>
internal static partial class OperatorCatalog
{
    private static readonly FrozenDictionary<Type, OperatorDefinition> ByType;

    static OperatorCatalog()
    {
        ByType = All.ToFrozenDictionary(d => d.OperatorType);
        ByKind = All.SelectMany(d => d.Kinds, KeyValuePair.Create).ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }

    /// <summary>By the name of their first kind.</summary>
    public static ImmutableArray<OperatorDefinition> All { get; } = [.. Definitions().OrderBy(d => d.Kinds[0], StringComparer.Ordinal)];

    public static FrozenDictionary<string, OperatorDefinition> ByKind { get; }

    /// <summary>All kinds.</summary>
    public static IEnumerable<string> Kinds => All.SelectMany(d => d.Kinds);

    public static OperatorDefinition Of(Operator op) =>
        ByType.TryGetValue(op.GetType(), out var definition) ? definition : throw new InvalidOperationException($"{op} has no definition");

    [InstancesOf]
    private static partial ImmutableArray<OperatorDefinition> Definitions();
}

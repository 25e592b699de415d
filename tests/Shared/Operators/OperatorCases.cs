using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Every <see cref="OperatorCase"/> that there is.</summary>
internal static class OperatorCases
{
    private static readonly FrozenDictionary<string, OperatorCase> ByKind = typeof(OperatorCases).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(OperatorCase)) && !t.IsAbstract)
        .Select(t => (OperatorCase)Activator.CreateInstance(t)!)
        .ToFrozenDictionary(c => c.Kind);

    public static ImmutableArray<string> Kinds { get; } = [.. ByKind.Keys.Order(StringComparer.Ordinal)];

    public static OperatorCase Of(string kind) => ByKind[kind];

    /// <summary>Seeds of a kind depend on no other kind: one that is new changes no network.</summary>
    public static ulong Seed(string kind, ulong seed) => Encoding.ASCII.GetBytes(kind)
        .Aggregate(seed ^ 14695981039346656037, (hash, letter) => unchecked((hash ^ letter) * 1099511628211));
}

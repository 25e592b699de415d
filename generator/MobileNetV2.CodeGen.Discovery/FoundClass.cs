using Microsoft.CodeAnalysis;

namespace MobileNetV2.CodeGen.Discovery;

/// <summary>A class that can be made without arguments.</summary>
/// <param name="Bases">The full names of the classes that it derives from, one behind the other; text, so that two can be compared.</param>
internal sealed record FoundClass(string Name, string Bases)
{
    private const string Separator = ";";

    /// <summary>Null when it cannot be made without arguments.</summary>
    public static FoundClass? Of(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsGenericType || !type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && IsVisible(c))
            || type.ContainingType is not null)
            return null;
        var bases = Separator;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            bases += FullName(at) + Separator;
        return new FoundClass(FullName(type), bases);
    }

    public bool Is(string type) => Bases.Contains(Separator + type + Separator);

    private static bool IsVisible(IMethodSymbol constructor) =>
        constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;

    private static string FullName(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

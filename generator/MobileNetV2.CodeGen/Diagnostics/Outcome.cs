using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>What a stage gives back: a value unless an error was found, and every diagnostic.</summary>
public sealed record Outcome<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True when there is a value and no error.</summary>
    public bool Succeeded => Value is not null && !Diagnostics.Any(d => d.IsError);
}

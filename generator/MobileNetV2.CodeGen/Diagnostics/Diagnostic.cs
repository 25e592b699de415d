namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>One thing the user must know, with a way out.</summary>
/// <param name="Descriptor">The catalogue entry; its code is stable and never reused.</param>
/// <param name="Location">Where: a file, <c>file:line:column</c>, a tensor, an operator, a step or a target. Never empty.</param>
/// <param name="Message">What is wrong; quotes both numbers when two disagree.</param>
/// <param name="Help">What to do about it.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, string Location, string Message, string Help)
{
    public string Code => Descriptor.Code;

    public Severity Severity => Descriptor.Severity;

    public bool IsError => Severity == Severity.Error;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Location}: {(IsError ? "error" : "warning")} {Code}: {Message}\n  help: {Help}";
}

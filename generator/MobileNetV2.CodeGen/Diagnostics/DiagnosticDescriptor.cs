namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>An entry of the diagnostic catalogue (DIAGNOSTICS.md shows all of them).</summary>
/// <param name="Code">MNV1xxx import, 2xxx graph, 3xxx memory, 4xxx target, 5xxx emission, 6xxx simulation, 7xxx command line,
/// 8xxx MSBuild package.</param>
/// <param name="Title">One line without numbers.</param>
/// <param name="Cause">Why it happens.</param>
/// <param name="Cure">What usually helps.</param>
public sealed record DiagnosticDescriptor(string Code, string Title, string Cause, string Cure, Severity Severity = Severity.Error);

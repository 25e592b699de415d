using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A step of the program: a static C function, or a record of what one that several steps share is given.
/// Each kind of step has a view of its own and names the template of its body.</summary>
/// <param name="Kinds">Operators, for people.</param>
/// <param name="SourceName">Of what the step completes, safe in comments.</param>
internal abstract record StepView(
    int Index,
    string Function,
    string Kinds,
    string SourceName,
    ImmutableArray<StepTensorView> Tensors,
    string Macs)
{
    /// <summary>The template that renders the function's body.</summary>
    public abstract string Template { get; }

    /// <summary>The template of what comes before the function; null when nothing does.</summary>
    public virtual string? Prelude => null;

    /// <summary>What stands for the function when the step is a record; null when it is a function.</summary>
    public virtual StepRecordView? Record => null;

    public bool HasMacs => Macs != "0";
}

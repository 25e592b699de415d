using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A range of an arena.</summary>
/// <param name="Name">As in the macros of the generated C, in lower case.</param>
/// <param name="Kind"><c>input</c>, <c>output</c>, <c>activation</c>, <c>scratch</c> or <c>linebuffer</c>.</param>
/// <param name="Arena">0 unless the arena is split over regions.</param>
/// <param name="FirstStep">First step that needs it.</param>
/// <param name="LastStep">Last step that needs it.</param>
public sealed record PlanBuffer(string Name, string Kind, int SizeBytes, int Arena, int OffsetBytes, int FirstStep, int LastStep)
{
    /// <summary>Whole tensors, or the part of a streamed tensor that is still needed; empty for working memory.</summary>
    public ImmutableArray<PlanContent> Contents { get; init; } = [];
}

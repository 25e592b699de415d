using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>How a plan runs an operator.</summary>
/// <param name="Step">Null for a view, which costs nothing.</param>
/// <param name="IsStreamed">It runs tile by tile, in a stream.</param>
public sealed record ComparedWork(int? Step, bool IsStreamed, long EstimatedInstructions, ImmutableArray<string> Functions);

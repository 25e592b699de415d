using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>The steps of a quantization, in the order in which they were added.</summary>
public sealed record StepReport(ImmutableArray<StepGain> Steps);

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What quantization cost, for the report: figures of <c>error</c>.</summary>
/// <param name="Samples">How many they were measured on.</param>
/// <param name="OutputSqnrDb">Signal to noise of the outputs against the float network.</param>
/// <param name="Agreement">Share of samples that get the class of the float network.</param>
/// <param name="Tensors">In running order.</param>
public sealed record PlanErrors(int Samples, double OutputSqnrDb, double Agreement, ImmutableArray<PlanError> Tensors);

/// <summary>One tensor of a quantized network.</summary>
/// <param name="SqnrDb">Signal to noise against the float network.</param>
public sealed record PlanError(string Name, double SqnrDb);

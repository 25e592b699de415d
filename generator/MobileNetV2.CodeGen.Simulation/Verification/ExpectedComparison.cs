using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>A tensor of somebody else beside that of the reference interpreter.</summary>
/// <param name="Source">As in <see cref="ExpectedTensor.Source"/>.</param>
/// <param name="Tensor">The tensor's name in the model.</param>
/// <param name="Operator">Kind of the operator that computes it; <c>input</c> for an input.</param>
/// <param name="Difference">Null when all bytes are equal.</param>
public sealed record ExpectedComparison(string Source, string Tensor, string Operator, int Elements, TensorDifference? Difference);

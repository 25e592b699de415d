namespace MobileNetV2.CodeGen.Graphs;

/// <summary>A value that a network keeps from one inference to the next, as networks do that hear sound piece by piece.</summary>
/// <param name="Current">What the inference before left behind; like an input, no operator writes it.</param>
/// <param name="Next">What this inference leaves behind, of the same type, shape and meaning; no operator reads it.</param>
/// <param name="Initial">A constant: what the first inference finds.</param>
public sealed record StateVariable(TensorId Current, TensorId Next, TensorId Initial);

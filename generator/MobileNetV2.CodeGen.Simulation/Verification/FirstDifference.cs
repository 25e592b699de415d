namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>The first element that differs, in order of cases, steps and elements.</summary>
/// <param name="Case">From 0: the user's cases, then the random ones.</param>
/// <param name="Step">The step that completed the tensor.</param>
/// <param name="Operator">Kind of the operator, as in TensorFlow Lite.</param>
/// <param name="Tensor">The tensor's name in the model.</param>
/// <param name="Index">Element, row-major.</param>
/// <param name="Expected">The reference interpreter's value.</param>
/// <param name="Actual">The generated code's value.</param>
/// <param name="DifferentElements">How many elements of the tensor differ.</param>
public sealed record FirstDifference(
    int Case, int Step, string Operator, string Tensor, int Index, double Expected, double Actual, int DifferentElements);

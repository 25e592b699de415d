namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A tensor that is complete in the arena when a step has ended, for the hook of steps.</summary>
/// <param name="Tensor">Its number in the model.</param>
/// <param name="Address">A C expression.</param>
/// <param name="IsFirst">Of its step.</param>
internal sealed record StepOutputView(int Step, int Tensor, string Address, int Bytes, bool IsFirst, bool IsLast);

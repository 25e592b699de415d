namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>One step of a quantization, with all those before it.</summary>
/// <param name="Step">In words.</param>
/// <param name="OutputSqnrDb">Signal to noise of the network's outputs then.</param>
public sealed record StepGain(string Step, double OutputSqnrDb);

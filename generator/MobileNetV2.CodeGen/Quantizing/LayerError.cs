namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>How far one tensor of a quantized network is from the same tensor of the float network.</summary>
/// <param name="Operator">The operator of the quantized network that writes it.</param>
/// <param name="Name">The tensor's name in the quantized network.</param>
/// <param name="SqnrDb">Signal to noise over all samples, in decibels.</param>
public sealed record LayerError(string Operator, string Name, double SqnrDb);

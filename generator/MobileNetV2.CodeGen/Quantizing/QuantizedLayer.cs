namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What became of one layer.</summary>
/// <param name="Operator">Its number and kind.</param>
/// <param name="Name">The name of its output tensor.</param>
/// <param name="Method">How its weights were rounded, or the range of its output chosen.</param>
/// <param name="SqnrDb">Signal to noise of its output against the float network on the samples, in decibels.</param>
public sealed record QuantizedLayer(string Operator, string Name, string Method, double SqnrDb);

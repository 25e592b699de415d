namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>real = scale * (element - zero point).</summary>
/// <param name="Scale">A C constant.</param>
/// <param name="Meaning">A sentence for who fills an input; null for outputs.</param>
internal sealed record QuantizationView(string Scale, int ZeroPoint, int Min, int Max, string? Meaning)
{
    /// <summary>Safe in any expression.</summary>
    public string ZeroPointLiteral => ZeroPoint < 0 ? $"({CText.Integer(ZeroPoint)})" : CText.Integer(ZeroPoint);
}

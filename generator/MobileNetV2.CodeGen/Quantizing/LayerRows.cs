namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// What a filter sees and what should come out, for some output pixels of some samples, with one row of memory for each tap: sums over
/// pixels are then products of rows.
/// </summary>
/// <param name="Inputs">Groups x taps x pixels: elements less the zero point, in units of the input's scale.</param>
/// <param name="Targets">Output channels x pixels: what the float network has there before its activation.</param>
/// <param name="Pixels">Elements of a row, a multiple of the vectors' length; the last may be zeros.</param>
/// <param name="Count">Pixels that are no padding of the row.</param>
internal sealed record LayerRows(float[] Inputs, float[] Targets, int Groups, int Taps, int Outputs, int Pixels, int Count)
{
    public ReadOnlySpan<float> Input(int group) => Inputs.AsSpan(group * Taps * Pixels, Taps * Pixels);

    public ReadOnlySpan<float> Target(int output) => Targets.AsSpan(output * Pixels, Pixels);
}

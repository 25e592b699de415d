namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Whole-number weights of the outputs of one group, and the step of each output.</summary>
/// <param name="Weights">Outputs x taps.</param>
/// <param name="Steps">What a step of a weight is worth, per step of the input.</param>
internal sealed record RoundedFilter(int[] Weights, double[] Steps)
{
    /// <summary>The weights of one output as reals.</summary>
    public double[] Reals(int output, int taps)
    {
        var reals = new double[taps];
        for (var t = 0; t < taps; t++)
            reals[t] = Weights[(output * taps) + t] * Steps[output];
        return reals;
    }
}

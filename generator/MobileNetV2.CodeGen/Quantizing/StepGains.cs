using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What each step of a quantization gains: the network is quantized again with one step more each time.</summary>
public static class StepGains
{
    private static readonly (QuantizationSteps Steps, string Name)[] Order =
    [
        (QuantizationSteps.None, "weights to the nearest, ranges from smallest to largest"),
        (QuantizationSteps.Ranges, "ranges by least squared error"),
        (QuantizationSteps.Equalization, "channels equalized"),
        (QuantizationSteps.Biases, "biases corrected"),
        (QuantizationSteps.Rounding, "weights rounded to the least squared error of their layer"),
    ];

    /// <summary>Signal to noise of the outputs after each step.</summary>
    /// <param name="request">Every other sample quantizes, the rest measure; one sample does both.</param>
    /// <param name="progress">Called with the number of steps done.</param>
    public static Outcome<StepReport> Of(QuantizeRequest request, Action<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (fitted, measured) = (Half(request, 0), Half(request, 1));
        var gains = ImmutableArray.CreateBuilder<StepGain>();
        var steps = QuantizationSteps.None;
        foreach (var (step, name) in Order)
        {
            steps |= step;
            var quantized = Quantizer.Quantize(request with { Samples = fitted, Steps = steps });
            if (quantized.Value is not { } result)
                return new(null, quantized.Diagnostics);
            gains.Add(new StepGain(name, NetworkComparison.Compare(result.Graph, request.Graph, measured).OutputSqnrDb));
            progress?.Invoke(gains.Count);
        }

        return new(new StepReport(gains.ToImmutable()), []);
    }

    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Half(QuantizeRequest request, int remainder) =>
        request.Samples.Length < 2 ? request.Samples : [.. request.Samples.Where((_, i) => i % 2 == remainder)];
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Finds the whole-number weights and biases of one operator, from what it sees in the network as quantized so far.</summary>
internal sealed class FilterQuantizer(Graph graph, QuantizeRequest request)
{
    private readonly QuantizationEffort _effort =
        request.Steps.HasFlag(QuantizationSteps.Rounding) ? request.Effort : QuantizationEffort.Fast;

    /// <summary>Elements of windows that are gathered at most: 64 MiB.</summary>
    private const int MostElements = 1 << 24;

    /// <summary>Below this nothing is held back, and weights are only rounded, not corrected.</summary>
    private const int FewSamples = 8;

    /// <summary>Where nothing checks whether the samples are enough.</summary>
    private const double FirmDamping = 0.1;

    /// <param name="input">The quantization of the input.</param>
    /// <param name="inputs">The int8 input of each sample.</param>
    /// <param name="targets">The float result of each sample, before the activation.</param>
    public (QuantizedFilter Filter, string Method) Quantize(
        FilterOperator op, QuantizationParameters input, IReadOnlyList<byte[]> inputs, IReadOnlyList<byte[]> targets)
    {
        var reader = new LayerRowsReader(graph, op, input.ZeroPoint);
        var (groups, taps, outputs) = reader.Form;
        var perGroup = outputs / groups;
        var pixels =
            Math.Clamp(MostElements / Math.Max(1, (groups * taps) + outputs), 64, _effort == QuantizationEffort.Best ? 1 << 16 : 1 << 14);
        var holdsBack = inputs.Count >= FewSamples && _effort != QuantizationEffort.Fast;
        var fitted = reader.Read(Some(inputs, holdsBack, held: false), Some(targets, holdsBack, held: false), pixels);
        var held = holdsBack ? reader.Read(Some(inputs, true, held: true), Some(targets, true, held: true), pixels / 2) : null;
        var weights = Arranged(op, input.Scale, groups, taps, perGroup);
        var parts = new (RoundedFilter Rounded, double[] Bias, string Method)[groups];
        Each(groups, g =>
        {
            var moments = Moments.Of(fitted, g, perGroup);
            var check = held is null ? null : Moments.Of(held, g, perGroup);
            var (rounded, method) = Best(weights[g], moments, check);
            var corrects = request.Steps.HasFlag(QuantizationSteps.Biases);
            parts[g] = (rounded, corrects ? Biases(rounded, moments, check) : Given(op, g, perGroup), method);
        });
        return (Assembled(op, input.Scale, parts, taps, perGroup), parts.CountBy(p => p.Method).MaxBy(m => m.Value).Key);
    }

    private (RoundedFilter Rounded, string Method) Best(double[] weights, Moments moments, Moments? check)
    {
        var best = (Rounded: FilterRounding.Nearest(weights, moments), Method: "nearest");
        if (_effort == QuantizationEffort.Fast)
            return best;
        if (check is null)
            return FilterRounding.LeastSquares(weights, moments, FirmDamping) is { } only ? (only, "least squares") : best;
        var least = Error(best.Rounded);
        foreach (var damping in _effort == QuantizationEffort.Best ? new[] { 0.01, 0.03, 0.1, 0.3 } : [0.01, 0.1])
            Try(FilterRounding.LeastSquares(weights, moments, damping), "least squares");
        foreach (var hold in _effort == QuantizationEffort.Best ? new[] { 1, 0.3, 0.1, 0.03 } : [0.3, 0.03])
        {
            if (FilterRounding.Corrected(weights, moments, hold) is { } corrected)
                Try(FilterRounding.LeastSquares(corrected, moments, 0.01), "corrected");
        }

        return best;

        void Try(RoundedFilter? rounded, string method)
        {
            if (rounded is not null && Error(rounded) is var error && error < least)
                (best, least) = ((rounded, method), error);
        }

        double Error(RoundedFilter rounded)
        {
            var errors = new double[rounded.Steps.Length];
            Parallel.For(0, errors.Length, o => errors[o] = check.Error(o, rounded.Reals(o, check.Taps)));
            return errors.Sum();
        }
    }

    /// <summary>Every fourth sample is held back.</summary>
    private static IReadOnlyList<byte[]> Some(IReadOnlyList<byte[]> samples, bool holdsBack, bool held) =>
        holdsBack ? [.. samples.Where((_, i) => i % 4 == 3 == held)] : samples;

    /// <summary>By groups, outputs x taps, in reals per step of the input.</summary>
    private double[][] Arranged(FilterOperator op, float inputScale, int groups, int taps, int perGroup)
    {
        var reals = MemoryMarshal.Cast<byte, float>(graph[op.Filter].Data!.Value.Span);
        var result = new double[groups][];
        for (var g = 0; g < groups; g++)
        {
            result[g] = new double[perGroup * taps];
            for (var i = 0; i < result[g].Length; i++)
                result[g][i] = reals[Place(op, g, i / taps, i % taps, taps, perGroup, groups)] * (double)inputScale;
        }

        return result;
    }

    private static int Place(FilterOperator op, int group, int output, int tap, int taps, int perGroup, int groups) =>
        op is DepthwiseConv2D ? (tap * groups * perGroup) + (group * perGroup) + output : (((group * perGroup) + output) * taps) + tap;

    /// <summary>The biases of the float network.</summary>
    private double[] Given(FilterOperator op, int group, int perGroup) => op.Bias is { } id
        ? [.. MemoryMarshal.Cast<byte, float>(graph[id].Data!.Value.Span).Slice(group * perGroup, perGroup).ToArray()
            .Select(b => (double)b)]
        : new double[perGroup];

    /// <summary>What makes the mean of each output right on all samples.</summary>
    private static double[] Biases(RoundedFilter rounded, Moments moments, Moments? check)
    {
        var biases = new double[rounded.Steps.Length];
        for (var o = 0; o < biases.Length; o++)
        {
            var reals = rounded.Reals(o, moments.Taps);
            biases[o] = check is null
                ? Mean(moments, o, reals)
                : ((Mean(moments, o, reals) * moments.Count) + (Mean(check, o, reals) * check.Count)) / (moments.Count + check.Count);
        }

        return biases;
    }

    private static double Mean(Moments moments, int output, double[] weights)
    {
        var mean = moments.Targets[output];
        for (var t = 0; t < weights.Length; t++)
            mean -= weights[t] * moments.Means[t];
        return mean;
    }

    private static QuantizedFilter Assembled(
        FilterOperator op, float inputScale, (RoundedFilter Rounded, double[] Bias, string Method)[] parts, int taps, int perGroup)
    {
        // A bias of 2^30 steps leaves room for the sum beside it.
        const double largestBias = 1 << 30;
        var groups = parts.Length;
        var weights = new sbyte[groups * perGroup * taps];
        var scales = ImmutableArray.CreateBuilder<float>(groups * perGroup);
        var biases = new int[groups * perGroup];
        for (var g = 0; g < groups; g++)
        {
            for (var o = 0; o < perGroup; o++)
            {
                var (step, bias) = (parts[g].Rounded.Steps[o], parts[g].Bias[o]);
                var row = parts[g].Rounded.Weights.AsSpan(o * taps, taps);
                if (Math.Abs(bias) / step > largestBias || row.IndexOfAnyExcept(0) < 0)
                {
                    // Weights that vanish beside their bias give way to it.
                    row.Clear();
                    step = Math.Max(Math.Abs(bias) / (1 << 20), inputScale * 1e-6);
                }

                var scale = (float)(step / inputScale);
                scales.Add(scale);
                biases[(g * perGroup) + o] = (int)Math.Round(bias / ((double)scale * inputScale), MidpointRounding.AwayFromZero);
                for (var t = 0; t < taps; t++)
                    weights[Place(op, g, o, t, taps, perGroup, groups)] = (sbyte)row[t];
            }
        }

        return new QuantizedFilter(weights, scales.MoveToImmutable(), biases);
    }

    private static void Each(int count, Action<int> body)
    {
        if (count == 1)
            body(0);
        else
            Parallel.For(0, count, body);
    }
}

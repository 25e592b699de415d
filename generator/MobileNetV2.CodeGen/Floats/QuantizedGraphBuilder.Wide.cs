using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>Operators on activations of 16 bits between others of 8: the same weights, sums of 64 bits, zero points of 0.</summary>
internal sealed partial class QuantizedGraphBuilder
{
    /// <summary>Twice what 8 bits were given: of 16 there are enough, and nothing is cut off that the samples did not show.</summary>
    private const double Headroom = 2;

    private const float CurveScale = 1f / 32768;

    private readonly Dictionary<TensorId, TensorId> _wides = [];

    /// <summary>Whether an operator has arithmetic on 16 bits.</summary>
    public static bool CanBeWide(Operator op) => op is Reshape || WideKernels.Has(op);

    /// <summary>A graph of one wide operator between floats, as its neighbours may be of any width.</summary>
    public Graph BuildSingleWide(Operator op)
    {
        ImmutableArray<TensorId> inputs = [.. op.Inputs.Where(id => !source[id].IsConstant).Distinct()];
        foreach (var id in inputs)
        {
            _tensors.Add(id, source[id]);
            AddWide(id, id);
        }

        _operators.Add(Wide(op));
        var outputs = ImmutableArray.CreateBuilder<TensorId>();
        foreach (var id in op.Outputs)
        {
            var outside = New(source[id].Name, source[id].Shape, ElementType.Float32, null);
            _operators.Add(new Dequantize(new OperatorId(_nextOperator++), [_wides[id]], [outside]));
            outputs.Add(outside);
        }

        return new Graph(source.Name, [.. _tensors.Values], [.. _operators], inputs, outputs.ToImmutable());
    }

    private Operator Wide(Operator op)
    {
        ImmutableArray<TensorId> inputs = op is FilterOperator filter
            ? [WideOf(op.Input), .. WideFilter(filter)]
            : [.. op.Inputs.Select(id => source[id].IsConstant ? WideConstant(op, id) : Rescaled16(op, id))];
        foreach (var output in op.Outputs)
            _wides[output] = NewWide(output, WideQuantization(output));
        var wide = op with { Inputs = inputs, Outputs = [.. op.Outputs.Select(id => _wides[id])] };
        return wide is Pad pad ? pad with { Value = 0 } : wide;
    }

    private TensorId WideOf(TensorId id)
    {
        if (!_wides.ContainsKey(id))
            AddWide(id, _floats.TryGetValue(id, out var real) ? real : Activation(id));
        return _wides[id];
    }

    private void AddWide(TensorId id, TensorId from)
    {
        _wides.Add(id, NewWide(id, WideQuantization(id)));
        _operators.Add(new Quantize(new OperatorId(_nextOperator++), [from], [_wides[id]]));
    }

    /// <summary>The operand of an operator that does not rescale, in the scale of its result.</summary>
    private TensorId Rescaled16(Operator op, TensorId id)
    {
        var (found, wanted) = (WideOf(id), WideQuantization(op.Output));
        if (!SharedScales.KeepsScale(op) || _tensors[found].RequiredQuantization.Equals(wanted))
            return found;
        var rescaled = NewWide(id, wanted);
        _operators.Add(new Quantize(new OperatorId(_nextOperator++), [found], [rescaled]));
        return rescaled;
    }

    private TensorId WideConstant(Operator op, TensorId id)
    {
        if (source[id].Type != ElementType.Float32)
            return Kept(id);
        var quantization = SharedScales.KeepsScale(op) ? WideQuantization(op.Output) : Symmetric(plan.Activations[id], 1);
        var reals = MemoryMarshal.Cast<byte, float>(source[id].Data!.Value.Span);
        var integers = new short[reals.Length];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = (short)Math.Clamp(
                Math.Round(reals[i] / (double)quantization.Scale, MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue);
        var constant = New(source[id].Name, source[id].Shape, ElementType.Int16, MemoryMarshal.AsBytes(integers.AsSpan()).ToArray());
        _tensors[constant] = _tensors[constant] with { Quantization = quantization };
        return constant;
    }

    /// <summary>The weights of 8 bits; the bias in the scale of sums over 16 bits.</summary>
    private IEnumerable<TensorId> WideFilter(FilterOperator op)
    {
        var (weights, narrow) = Filter(op) is [var first, var second] ? (first, second) : throw new InvalidOperationException("no bias");
        var given = plan.Filters[op.Id].InputScale ?? plan.Activations[op.Input].Scale;
        var (from, to) = ((double)given, (double)_tensors[WideOf(op.Input)].RequiredQuantization.Scale);
        var biases = plan.Filters[op.Id].Bias.Select(b => (long)Math.Round(b * from / to, MidpointRounding.AwayFromZero)).ToArray();
        var bias = New(_tensors[narrow].Name, _tensors[narrow].Shape, ElementType.Int64, MemoryMarshal.AsBytes(biases.AsSpan()).ToArray());
        var scales = _tensors[narrow].RequiredQuantization;
        _tensors[bias] = _tensors[bias] with
        {
            Quantization = new QuantizationParameters(
                [.. plan.Filters[op.Id].Scales.Select(s => (float)(s * to))], scales.ZeroPoints, scales.Axis),
        };
        _tensors.Remove(narrow);
        return [weights, bias];
    }

    /// <summary>Of curves it is built in; operators that do not rescale hand theirs on.</summary>
    private QuantizationParameters WideQuantization(TensorId id) => source.ProducerOf(id) switch
    {
        { } op when !plan.Wide.Contains(op.Id) => Symmetric(plan.Activations[id], 1),
        Softmax or Logistic or Tanh => QuantizationParameters.PerTensor(CurveScale, 0),
        _ when plan.WideScales.TryGetValue(id, out var given) => given,
        { } op when SharedScales.KeepsScale(op) && !source[op.Input].IsConstant => WideQuantization(op.Input),
        _ => Symmetric(plan.Activations[id], Headroom),
    };

    private static QuantizationParameters Symmetric(QuantizationParameters narrow, double headroom)
    {
        var steps = Math.Max(narrow.ZeroPoint - sbyte.MinValue, sbyte.MaxValue - narrow.ZeroPoint);
        return QuantizationParameters.PerTensor((float)(headroom * steps * narrow.Scale / short.MaxValue), 0);
    }

    private TensorId NewWide(TensorId like, QuantizationParameters quantization)
    {
        var wide = New(source[like].Name, source[like].Shape, ElementType.Int16, null);
        _tensors[wide] = _tensors[wide] with { Quantization = quantization };
        return wide;
    }
}

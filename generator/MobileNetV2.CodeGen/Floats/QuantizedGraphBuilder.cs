using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>
/// Makes the int8 graph that a plan describes. Operators and activations keep the ids of the float graph, so that the two can be compared
/// step by step.
/// </summary>
internal sealed partial class QuantizedGraphBuilder(Graph source, QuantizationPlan plan)
{
    private const int UnsignedOffset = 128;

    private readonly Dictionary<TensorId, Tensor> _tensors = [];
    private readonly Dictionary<TensorId, TensorId> _floats = [];
    private readonly List<Operator> _operators = [];
    private readonly Dictionary<(TensorId, bool), TensorId> _constants = [];
    private int _nextTensor = source.Tensors[^1].Id.Value + 1;
    private int _nextOperator = source.Operators.Max(o => o.Id.Value) + 1;

    public Graph Build(QuantizedBorder border) => Build(_ => border);

    /// <param name="borderOf">The type of each input and output.</param>
    public Graph Build(Func<TensorId, QuantizedBorder> borderOf)
    {
        ImmutableArray<TensorId> inputs = [.. source.Inputs.Select(id => Input(id, borderOf(id)))];
        foreach (var op in source.Operators)
        {
            if (plan.KeptFloat.Contains(op.Id))
                AddFloat(op);
            else
                _operators.Add(plan.Wide.Contains(op.Id) ? Wide(op) : Quantized(op));
        }

        ImmutableArray<TensorId> outputs = [.. source.Outputs.Select(id => Output(id, borderOf(id)))];
        return new Graph(source.Name, [.. _tensors.Values], [.. _operators], inputs, outputs);
    }

    /// <summary>A graph of one operator, whose inputs are those of its operands that the network computes.</summary>
    public Graph BuildSingle(Operator op)
    {
        ImmutableArray<TensorId> inputs = [.. op.Inputs.Where(id => !source[id].IsConstant).Distinct()];
        var quantized = Quantized(op);
        return new Graph(source.Name, [.. _tensors.Values], [quantized], inputs, quantized.Outputs);
    }

    private Operator Quantized(Operator op)
    {
        var inputs = op is FilterOperator filter
            ? [Activation(op.Input), .. Filter(filter)]
            : op.Inputs.Select(id => source[id].IsConstant ? Constant(id) : Rescaled(op, id)).ToImmutableArray();
        foreach (var output in op.Outputs)
            Activation(output);
        var quantized = op with { Inputs = inputs };
        return quantized is Pad pad ? pad with { Value = plan.Activations[pad.Output].ZeroPoint } : quantized;
    }

    /// <summary>The operand of an operator that does not rescale, in the scale of its result: a plan may have it in another.</summary>
    private TensorId Rescaled(Operator op, TensorId id)
    {
        var wanted = plan.Activations[op.Output];
        if (!SharedScales.KeepsScale(op) || op is Concatenation || plan.Activations[id].Equals(wanted))
            return Activation(id);
        var rescaled = New(source[id].Name, source[id].Shape, ElementType.Int8, null);
        _tensors[rescaled] = _tensors[rescaled] with { Quantization = wanted };
        _operators.Add(new Quantize(new OperatorId(_nextOperator++), [Activation(id)], [rescaled]));
        return rescaled;
    }

    private TensorId Activation(TensorId id)
    {
        if (_tensors.TryAdd(id, source[id] with { Type = ElementType.Int8, Quantization = plan.Activations[id] })
            && _wides.TryGetValue(id, out var wide))
            _operators.Add(new Quantize(new OperatorId(_nextOperator++), [wide], [id]));
        return id;
    }

    private TensorId Constant(TensorId id)
    {
        if (source[id].Type != ElementType.Float32)
            return Kept(id);
        if (!_tensors.ContainsKey(id))
        {
            var quantization = plan.Activations[id];
            var reals = MemoryMarshal.Cast<byte, float>(source[id].Data!.Value.Span);
            var bytes = new byte[reals.Length];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = unchecked((byte)Quantize(reals[i], quantization));
            _tensors.Add(id, source[id] with { Type = ElementType.Int8, Quantization = quantization, Data = bytes });
        }

        return id;
    }

    internal static sbyte Quantize(float real, QuantizationParameters quantization) => (sbyte)Math.Clamp(
        Math.Round(real / (double)quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint,
        sbyte.MinValue, sbyte.MaxValue);

    private ImmutableArray<TensorId> Filter(FilterOperator op)
    {
        var filter = plan.Filters[op.Id];
        var axis = op is DepthwiseConv2D ? 3 : 0;
        var zeros = filter.Scales.Select(_ => 0).ToImmutableArray();
        var weights = New(source[op.Filter].Name, source[op.Filter].Shape, ElementType.Int8,
            MemoryMarshal.AsBytes(filter.Weights.AsSpan()).ToArray());
        _tensors[weights] = _tensors[weights] with
        {
            Quantization =
                new QuantizationParameters(filter.Scales, [.. zeros.Select(_ => filter.ZeroPoint)], filter.Scales.Length > 1 ? axis : 0),
        };
        var inputScale = plan.Activations[op.Input].Scale;
        var bias = New(
            op.Bias is { } id ? source[id].Name : source[op.Output].Name + "_bias",
            new Shape(filter.Bias.Length),
            ElementType.Int32,
            MemoryMarshal.AsBytes(filter.Bias.AsSpan()).ToArray());
        _tensors[bias] = _tensors[bias] with
        {
            Quantization = new QuantizationParameters([.. filter.Scales.Select(s => s * inputScale)], zeros),
        };
        return [weights, bias];
    }

    private TensorId Input(TensorId id, QuantizedBorder border)
    {
        if (!plan.Activations.ContainsKey(id) || (border == QuantizedBorder.Float && IsWideOnly(id)))
        {
            _tensors.Add(id, source[id]);
            _floats.Add(id, id);
            return id;
        }

        Activation(id);
        if (border == QuantizedBorder.Int8)
            return id;
        var outside = Outside(id, border);
        _operators.Add(new Quantize(new OperatorId(_nextOperator++), [outside], [id]));
        return outside;
    }

    /// <summary>Whether 8 bits of a tensor are not asked for.</summary>
    private bool IsWideOnly(TensorId id) => plan.WideScales.ContainsKey(id)
        && source.Operators.All(op => !op.Inputs.Contains(id) || plan.Wide.Contains(op.Id));

    private TensorId Output(TensorId id, QuantizedBorder border)
    {
        if (plan.KeptFloat.Contains(source.ProducerOf(id)?.Id ?? new OperatorId(-1)) && border == QuantizedBorder.Float)
            return _floats[id];
        if (border != QuantizedBorder.Float || !_wides.TryGetValue(id, out var inside))
            inside = Activation(id);
        if (border == QuantizedBorder.Int8)
            return id;
        var outside = Outside(id, border);
        OperatorId next = new(_nextOperator++);
        _operators.Add(border == QuantizedBorder.Float
            ? new Dequantize(next, [inside], [outside])
            : new Quantize(next, [inside], [outside]));
        return outside;
    }

    private TensorId Outside(TensorId id, QuantizedBorder border)
    {
        var inside = source[id] with { Quantization = plan.Activations[id] };
        var outside = New(inside.Name, inside.Shape, border == QuantizedBorder.Float ? ElementType.Float32 : ElementType.UInt8, null);
        if (border == QuantizedBorder.UInt8)
        {
            var quantization = inside.RequiredQuantization;
            _tensors[outside] = _tensors[outside] with
            {
                Quantization = QuantizationParameters.PerTensor(quantization.Scale, quantization.ZeroPoint + UnsignedOffset),
            };
        }

        return outside;
    }

    /// <summary>The operator on float32, between the dialects.</summary>
    private void AddFloat(Operator op)
    {
        ImmutableArray<TensorId> inputs = [.. op.Inputs.Select(id => source[id].IsConstant ? Kept(id) : Real(id))];
        ImmutableArray<TensorId> outputs = [.. op.Outputs.Select(id => New(source[id].Name, source[id].Shape, ElementType.Float32, null))];
        _operators.Add(op with { Inputs = inputs, Outputs = outputs });
        foreach (var (inside, outside) in op.Outputs.Zip(outputs))
        {
            _floats[inside] = outside;
            if (plan.Activations.ContainsKey(inside))
                _operators.Add(new Quantize(new OperatorId(_nextOperator++), [outside], [Activation(inside)]));
        }
    }

    /// <summary>The activation in float32: where a float operator gave it, exactly that.</summary>
    private TensorId Real(TensorId id)
    {
        if (_floats.TryGetValue(id, out var real))
            return real;
        _floats.Add(id, real = New(source[id].Name, source[id].Shape, ElementType.Float32, null));
        var stored = _wides.TryGetValue(id, out var wide) ? wide : Activation(id);
        _operators.Add(new Dequantize(new OperatorId(_nextOperator++), [stored], [real]));
        return real;
    }

    private TensorId Kept(TensorId id)
    {
        if (!_constants.TryGetValue((id, true), out var kept))
        {
            _constants.Add((id, true), kept = New(source[id].Name, source[id].Shape, source[id].Type, source[id].Data));
        }

        return kept;
    }

    private TensorId New(string name, Shape shape, ElementType type, ReadOnlyMemory<byte>? data)
    {
        var id = new TensorId(_nextTensor++);
        _tensors.Add(id, new Tensor(id, name, shape, type, null, data));
        return id;
    }
}

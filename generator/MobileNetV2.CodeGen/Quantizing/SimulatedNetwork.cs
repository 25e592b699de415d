using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// A quantized network computed in floats: its weights as reals, and every result rounded to the steps that it has. So the rounding of one
/// result can be left out.
/// </summary>
internal sealed class SimulatedNetwork
{
    private readonly Graph _quantized;
    private readonly Graph _twin;

    private SimulatedNetwork(Graph quantized, Graph twin) => (_quantized, _twin) = (quantized, twin);

    /// <returns>Null when an operator has no form on floats.</returns>
    public static SimulatedNetwork? Of(Graph quantized)
    {
        var twin = quantized.With(
            [.. quantized.Tensors.Select(Twin)], [.. quantized.Operators.Select(o => o is Pad pad ? pad with { Value = 0 } : o)]);
        return twin.States.IsEmpty && twin.Operators.All(o => IsBorder(o) || FloatDialect.Is(twin, o)) ? new(quantized, twin) : null;
    }

    /// <summary>Operators whose result is rounded, and where that could be left to 16 bits.</summary>
    public ImmutableArray<int> Roundings =>
    [
        .. Enumerable.Range(0, _quantized.Operators.Length).Where(at => _quantized.Operators[at] is var op
            && !IsBorder(op) && !SharedScales.KeepsScale(op) && _quantized[op.Output].Type is ElementType.Int8 or ElementType.UInt8),
    ];

    /// <summary>Runs a sample.</summary>
    /// <param name="reals">A block of float32 for each input.</param>
    public TensorValues Run(ImmutableArray<ReadOnlyMemory<byte>> reals)
    {
        var values = new TensorValues(_twin, reals);
        foreach (var id in _twin.Inputs)
            Round(values, id);
        for (var at = 0; at < _twin.Operators.Length; at++)
            Step(values, at, rounds: true);
        return values;
    }

    /// <summary>The same without the rounding of one operator's result.</summary>
    public TensorValues Without(TensorValues values, int rounding)
    {
        var changed = new HashSet<TensorId>();
        values = values.Fork();
        Step(values, rounding, rounds: false);
        changed.UnionWith(_twin.Operators[rounding].Outputs);
        for (var at = rounding + 1; at < _twin.Operators.Length; at++)
        {
            if (!_twin.Operators[at].Inputs.Any(changed.Contains))
                continue;
            Step(values, at, rounds: true);
            changed.UnionWith(_twin.Operators[at].Outputs);
        }

        return values;
    }

    private void Step(TensorValues values, int at, bool rounds)
    {
        var op = _twin.Operators[at];
        if (IsBorder(op))
            values.Put(op.Output, values.Read(op.Input).ToArray());
        else
            OperatorReference.Run(op, values);
        if (!rounds || SharedScales.KeepsScale(op))
            return;
        foreach (var id in op.Outputs)
            Round(values, id);
    }

    private void Round(TensorValues values, TensorId id)
    {
        if (_quantized[id] is not { Type: ElementType.Int8 or ElementType.UInt8 or ElementType.Int16, Quantization: { } q } tensor)
            return;
        var (least, most) = tensor.Type switch
        {
            ElementType.Int8 => ((double)sbyte.MinValue, (double)sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            _ => (short.MinValue, short.MaxValue),
        };
        var bytes = values.Read(id).ToArray();
        foreach (ref var x in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
        {
            var step = Math.Clamp(Math.Round(x / (double)q.Scale, MidpointRounding.AwayFromZero) + q.ZeroPoint, least, most);
            x = (float)(q.Scale * (step - q.ZeroPoint));
        }

        values.Put(id, bytes);
    }

    private static bool IsBorder(Operator op) => op is Quantize or Dequantize;

    private static Tensor Twin(Tensor tensor) => tensor.Quantization is null || tensor.Type == ElementType.Float32
        ? tensor
        : tensor with
        {
            Type = ElementType.Float32,
            Quantization = null,
            Data = tensor.Data is { } data ? StoredReals.BytesOf(tensor, data.Span) : null,
        };
}

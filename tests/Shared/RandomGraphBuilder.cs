using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Collects tensors and operators; makes random constants, and quantizations that fit what the network computes.</summary>
internal sealed class RandomGraphBuilder(string name, TestRandom random)
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<StateVariable> _states = [];
    private readonly List<Operator> _operators = [];
    private readonly List<TensorId> _inputs = [];
    private readonly List<TensorId> _outputs = [];
    private readonly Dictionary<TensorId, byte[]> _samples = [];

    public Tensor this[TensorId id] => _tensors[id.Value];

    public Shape ShapeOf(TensorId id) => _tensors[id.Value].Shape;

    public QuantizationParameters QuantizationOf(TensorId id) => _tensors[id.Value].RequiredQuantization;

    public TensorId Input(Shape shape, ElementType type = ElementType.Int8, QuantizationParameters? quantization = null)
    {
        var id = new TensorId(_tensors.Count);
        quantization = type is ElementType.Int8 or ElementType.UInt8
            ? quantization ?? AnyQuantization(type) : type is ElementType.Int16 or ElementType.Int32 ? quantization : null;
        var tensor = new Tensor(id, $"input_{id.Value}", shape, type, quantization);
        _tensors.Add(tensor);
        _inputs.Add(id);
        _samples[id] = RandomGraphs.Sample(tensor, random);
        return id;
    }

    public TensorId Constant(Shape shape, QuantizationParameters quantization) =>
        Constant("constant", shape, ElementType.Int8, quantization, random.Bytes(shape.ElementCount));

    /// <summary>float32 numbers between two bounds.</summary>
    public TensorId Reals(Shape shape, double least, double most)
    {
        var values = Enumerable.Range(0, shape.ElementCount).Select(_ => (float)random.Double(least, most)).ToArray();
        return Constant("reals", shape, ElementType.Float32, null, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    /// <summary>int8 weights, -127 to 127.</summary>
    public TensorId Weights(Shape shape, QuantizationParameters quantization)
    {
        var bytes = random.Bytes(shape.ElementCount);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = bytes[i] == 0x80 ? (byte)0x81 : bytes[i];
        return Weights(shape, quantization, bytes);
    }

    public TensorId Weights(Shape shape, QuantizationParameters quantization, byte[] bytes) =>
        Constant("weights", shape, ElementType.Int8, quantization, bytes);

    /// <summary>int32 biases up to <paramref name="magnitude"/>.</summary>
    public TensorId Bias(int count, double magnitude, QuantizationParameters quantization)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
            values[i] = (int)random.Double(-magnitude, magnitude);
        return Bias(values, quantization);
    }

    public TensorId Bias(int[] values, QuantizationParameters quantization) => Constant(
        "bias", new Shape(values.Length), ElementType.Int32, quantization, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>
    /// Adds the operator that <paramref name="make"/> returns and its only output, called after its kind. <paramref name="make"/> adds
    /// nothing itself.
    /// </summary>
    public TensorId Add(
        Shape shape,
        QuantizationParameters? quantization,
        Func<OperatorId, ImmutableArray<TensorId>, Operator> make,
        ElementType type = ElementType.Int8)
    {
        var id = new TensorId(_tensors.Count);
        var op = make(new OperatorId(_operators.Count), [id]);
        _operators.Add(op);
        _tensors.Add(new Tensor(id, $"{op.Kind.ToLowerInvariant()}_{op.Id.Value}", shape, type, quantization));
        _samples[id] = Evaluate(op, _tensors[^1]);
        return id;
    }

    /// <summary>The same for an operator with an output of each of these shapes.</summary>
    public ImmutableArray<TensorId> AddMany(
        ImmutableArray<Shape> shapes,
        QuantizationParameters? quantization,
        Func<OperatorId, ImmutableArray<TensorId>, Operator> make,
        ElementType type = ElementType.Int8) =>
        AddMany(shapes, quantization, [.. shapes.Select(_ => type)], make);

    /// <summary>The same for outputs of different types.</summary>
    public ImmutableArray<TensorId> AddMany(
        ImmutableArray<Shape> shapes,
        QuantizationParameters? quantization,
        ImmutableArray<ElementType> types,
        Func<OperatorId, ImmutableArray<TensorId>, Operator> make)
    {
        ImmutableArray<TensorId> ids = [.. shapes.Select((_, i) => new TensorId(_tensors.Count + i))];
        var op = make(new OperatorId(_operators.Count), ids);
        ImmutableArray<Tensor> outputs =
            [.. ids.Zip(shapes, (id, shape) => new Tensor(
                id, $"{op.Kind.ToLowerInvariant()}_{op.Id.Value}_{id.Value}", shape, types[id.Value - _tensors.Count], quantization))];
        var samples = Evaluate(op, outputs);
        _operators.Add(op);
        _tensors.AddRange(outputs);
        for (var i = 0; i < ids.Length; i++)
            _samples[ids[i]] = samples[i];
        return ids;
    }

    /// <summary>A state like <paramref name="kind"/>, with random initial bytes, whose next value the operator writes;
    /// gives what it has.</summary>
    public TensorId State(Tensor kind, Func<OperatorId, ImmutableArray<TensorId>, Operator> makeNext)
    {
        var initial = Constant(kind.Shape, kind.RequiredQuantization);
        var current = new TensorId(_tensors.Count);
        _tensors.Add(kind with { Id = current, Name = $"state_{current.Value}" });
        _samples[current] = this[initial].Data!.Value.ToArray();
        var next = Add(kind.Shape, kind.Quantization, makeNext);
        _states.Add(new StateVariable(current, next, initial));
        return current;
    }

    /// <summary>An operator that keeps a state itself: it reads <c>current</c> and writes the last of its outputs.</summary>
    public TensorId AddWithState(
        Tensor state,
        Shape shape,
        QuantizationParameters quantization,
        Func<OperatorId, TensorId, ImmutableArray<TensorId>, Operator> make) =>
        AddWithStates([state], shape, quantization, ElementType.Int8, (id, current, results) => make(id, current[0], results));

    /// <summary>The same with several states, in the order of the outputs behind the first.</summary>
    public TensorId AddWithStates(
        ImmutableArray<Tensor> states,
        Shape shape,
        QuantizationParameters quantization,
        ElementType type,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        ImmutableArray<TensorId> initial =
            [.. states.Select(s => Constant("initial", s.Shape, s.Type, s.Quantization, random.Bytes(s.SizeBytes)))];
        ImmutableArray<TensorId> current = [.. states.Select((_, i) => new TensorId(_tensors.Count + i))];
        for (var i = 0; i < states.Length; i++)
        {
            _tensors.Add(states[i] with { Id = current[i], Name = $"state_{current[i].Value}" });
            _samples[current[i]] = this[initial[i]].Data!.Value.ToArray();
        }

        ImmutableArray<TensorId> ids = [.. Enumerable.Range(0, states.Length + 1).Select(i => new TensorId(_tensors.Count + i))];
        var op = make(new OperatorId(_operators.Count), current, ids);
        ImmutableArray<Tensor> outputs =
        [
            new Tensor(ids[0], $"{op.Kind.ToLowerInvariant()}_{op.Id.Value}", shape, type, quantization),
            .. states.Select((s, i) => s with { Id = ids[i + 1], Name = $"next_{ids[i + 1].Value}" }),
        ];
        var samples = Evaluate(op, outputs);
        _operators.Add(op);
        _tensors.AddRange(outputs);
        for (var i = 0; i < ids.Length; i++)
            _samples[ids[i]] = samples[i];
        for (var i = 0; i < states.Length; i++)
            _states.Add(new StateVariable(current[i], ids[i + 1], initial[i]));
        return ids[0];
    }

    /// <summary>Integers of 64 bits.</summary>
    public TensorId Integers(Shape shape, long[] values) =>
        Constant("integers", shape, ElementType.Int64, null, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Weights of 16 or 8 bits over their whole range.</summary>
    public TensorId Integers(Shape shape, ElementType type, QuantizationParameters quantization) =>
        Constant("integers", shape, type, quantization, random.Bytes(shape.ElementCount * type.SizeBytes()));

    /// <summary>
    /// The same, with an output quantization that its values for a random input fill well. <paramref name="rectified"/> outputs have
    /// low zero points.
    /// </summary>
    public TensorId AddCalibrated(Shape shape, bool rectified, Func<OperatorId, ImmutableArray<TensorId>, Operator> make)
    {
        var id = new TensorId(_tensors.Count);
        var op = make(new OperatorId(_operators.Count), [id]);
        var (scale, largest) = (1f, 0);
        for (var attempt = 0; attempt < 12 && largest is < 16 or > 126; attempt++)
        {
            scale = attempt == 0 ? 0.03f : largest < 16 ? scale / 7 : scale * 7;
            var trial = new Tensor(id, "", shape, ElementType.Int8, QuantizationParameters.PerTensor(scale, 0));
            largest = Evaluate(op, trial).Max(b => Math.Abs((int)unchecked((sbyte)b)));
        }

        // Up to a tenth of the largest values saturates.
        var zeroPoint = rectified ? random.Int(-128, -100) : random.Int(-30, 30);
        scale = (float)(scale * Math.Max(largest, 1) / ((rectified ? 127 - zeroPoint : 127) * random.Double(0.7, 1.1)));
        return Add(shape, QuantizationParameters.PerTensor(Math.Max(scale, 1e-4f), zeroPoint), make);
    }

    public void Output(TensorId id)
    {
        if (!_outputs.Contains(id))
            _outputs.Add(id);
    }

    public Graph Build() => new(name, [.. _tensors], [.. _operators], [.. _inputs], [.. _outputs], [.. _states]);

    /// <summary>A scale between 0.004 and 0.1, and most often a zero point away from the ends.</summary>
    public QuantizationParameters AnyQuantization(ElementType type = ElementType.Int8)
    {
        var zeroPoint = random.Chance(0.2) ? random.Pick(-128, 127, 0) : random.Int(-40, 40);
        return QuantizationParameters.PerTensor(AnyScale(), type == ElementType.UInt8 ? zeroPoint + 128 : zeroPoint);
    }

    /// <summary>The root mean square of a tensor's real values for a random input.</summary>
    public double MagnitudeOf(TensorId id)
    {
        var (q, tensor) = (QuantizationOf(id), this[id]);
        var sample = tensor.IsConstant ? tensor.Data!.Value.Span : _samples[id];
        var sum = 0.0;
        foreach (var b in sample)
            sum += Math.Pow((tensor.Type == ElementType.Int8 ? unchecked((sbyte)b) : b) - q.ZeroPoint, 2);
        return q.Scale * Math.Sqrt((sum / sample.Length) + 1);
    }

    public float AnyScale() => (float)Math.Exp(random.Double(Math.Log(0.004), Math.Log(0.1)));

    /// <summary>None half of the time.</summary>
    public Activation AnyActivation() => random.Pick(
        Activation.None, Activation.None, Activation.None, Activation.Relu, Activation.Relu6, Activation.ReluN1To1);

    private TensorId Constant(string name, Shape shape, ElementType type, QuantizationParameters? quantization, byte[] data)
    {
        var id = new TensorId(_tensors.Count);
        _tensors.Add(new Tensor(id, $"{name}_{id.Value}", shape, type, quantization, data));
        return id;
    }

    private byte[] Evaluate(Operator op, Tensor output) => Evaluate(op, [output])[0];

    private ImmutableArray<byte[]> Evaluate(Operator op, ImmutableArray<Tensor> outputs)
    {
        var inputs = op.Inputs.Distinct().Select(id => this[id]).ToArray();
        ImmutableArray<TensorId> variable = [.. inputs.Where(t => !t.IsConstant).Select(t => t.Id)];
        var single = new Graph("sample", [.. inputs, .. outputs], [op], variable, [.. outputs.Select(t => t.Id)]);
        return new ReferenceInterpreter(single).Run([.. variable.Select(id => (ReadOnlyMemory<byte>)_samples[id])]);
    }
}

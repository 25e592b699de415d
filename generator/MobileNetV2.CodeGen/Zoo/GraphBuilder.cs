using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>Puts a graph together tensor by tensor and operator by operator, in running order.</summary>
internal sealed class GraphBuilder(string name)
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<Operator> _operators = [];
    private readonly List<TensorId> _inputs = [];
    private readonly List<TensorId> _outputs = [];

    public Tensor this[TensorId id] => _tensors[id.Value];

    public TensorId Input(string name, Shape shape, ElementType type, QuantizationParameters? quantization)
    {
        var id = Tensor(name, shape, type, quantization);
        _inputs.Add(id);
        return id;
    }

    public TensorId Tensor(string name, Shape shape, ElementType type, QuantizationParameters? quantization)
    {
        var id = new TensorId(_tensors.Count);
        _tensors.Add(new Tensor(id, name, shape, type, quantization));
        return id;
    }

    public TensorId Constant(string name, Shape shape, ElementType type, QuantizationParameters? quantization, ReadOnlyMemory<byte> data)
    {
        var id = new TensorId(_tensors.Count);
        _tensors.Add(new Tensor(id, name, shape, type, quantization, data));
        return id;
    }

    /// <summary>Adds the operator that <paramref name="make"/> returns for the next free id; gives its first output.</summary>
    public TensorId Add(Func<OperatorId, Operator> make)
    {
        var op = make(new OperatorId(_operators.Count));
        _operators.Add(op);
        return op.Output;
    }

    public void Output(TensorId id) => _outputs.Add(id);

    public Graph Build() => new(name, [.. _tensors], [.. _operators], [.. _inputs], [.. _outputs]);
}

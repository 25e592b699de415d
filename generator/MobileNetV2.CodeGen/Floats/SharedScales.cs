using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>Tensors that must have one scale because an operator between them does not rescale,
/// and scales that operators have built in.</summary>
internal sealed class SharedScales
{
    private readonly Dictionary<TensorId, TensorId> _parents = [];
    private readonly Dictionary<TensorId, QuantizationParameters> _fixed = [];

    private SharedScales()
    {
    }

    public static SharedScales Of(Graph graph)
    {
        var shared = new SharedScales();
        foreach (var op in graph.Operators)
        {
            if (KeepsScale(op))
            {
                foreach (var id in op.Inputs.Where(id => !graph[id].IsConstant).Concat(op.Outputs.Skip(1)))
                    shared.Join(id, op.Output);
            }

            var builtIn = op switch
            {
                Softmax => QuantizationParameters.PerTensor(1f / 256, -128),
                L2Normalization => QuantizationParameters.PerTensor(1f / 128, 0),
                LogSoftmax => QuantizationParameters.PerTensor(16f / 256, 127),
                _ => (OperatorCatalog.Of(op) as ITableRule)?.Output,
            };
            if (builtIn is not null)
                shared._fixed.TryAdd(shared.RootOf(op.Output), builtIn);
        }

        // Joining goes on after a scale is fixed.
        foreach (var (id, quantization) in shared._fixed.ToList())
            shared._fixed.TryAdd(shared.RootOf(id), quantization);
        return shared;
    }

    public TensorId RootOf(TensorId id)
    {
        while (_parents.TryGetValue(id, out var parent))
            id = parent;
        return id;
    }

    /// <summary>The scale that an operator has built in for a tensor of the group.</summary>
    public QuantizationParameters? BuiltIn(TensorId id) => _fixed.GetValueOrDefault(RootOf(id));

    /// <remarks>CONCATENATION could rescale, but then it rounds once more.
    /// Of clamps on their own the reference rescales RELU only.</remarks>
    public static bool KeepsScale(Operator op) =>
        OperatorCatalog.Of(op).Movement is not Movement.Computation
            || op is PoolOperator or Concatenation or ResizeBilinear or Maximum or Minimum or ReduceMax or ReduceMin
                or Relu { Activation: not Activation.Relu };

    private void Join(TensorId a, TensorId b)
    {
        var (first, second) = (RootOf(a), RootOf(b));
        if (first != second)
            _parents.Add(first, second);
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>All that turns a float graph into an int8 one: what each activation and each weight becomes.</summary>
/// <param name="Activations">By tensor; constants of element-wise operators included.</param>
/// <param name="Filters">By operator.</param>
/// <param name="KeptFloat">Operators that go on computing with float32.</param>
internal sealed record QuantizationPlan(
    IReadOnlyDictionary<TensorId, QuantizationParameters> Activations,
    IReadOnlyDictionary<OperatorId, QuantizedFilter> Filters,
    ImmutableHashSet<OperatorId> KeptFloat)
{
    /// <summary>Operators that compute with activations of 16 bits.</summary>
    public ImmutableHashSet<OperatorId> Wide { get; init; } = [];

    /// <summary>What 16 bits stand for, of tensors of which that is given; that of others follows from their 8 bits.</summary>
    public IReadOnlyDictionary<TensorId, QuantizationParameters> WideScales { get; init; } =
        ImmutableDictionary<TensorId, QuantizationParameters>.Empty;
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>What one operator over whole tensors takes, on one of the kernels that fit it.</summary>
/// <param name="Instructions">Estimated.</param>
/// <param name="WorkBytes">Working memory.</param>
/// <param name="Overlaps">Over which inputs the kernel may write its outputs.</param>
internal sealed record StepCost(long Instructions, int WorkBytes, ImmutableArray<TensorOverlap> Overlaps)
{
    /// <summary>Of what no kernel runs.</summary>
    public static StepCost None { get; } = new(0, 0, []);
}

using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>A tensor that has bytes of its own while steps <paramref name="First"/> to <paramref name="Last"/> (inclusive) run.
/// Its views share them.</summary>
/// <param name="First">The step that writes it; <see cref="Given"/> for an input of the network.</param>
/// <param name="Last">The last step that touches it; <see cref="Kept"/> for an output of the network.</param>
internal readonly record struct StoredTensor(TensorId Id, int First, int Last)
{
    /// <summary>Before the first step: the caller has written it.</summary>
    public const int Given = -1;

    /// <summary>After the last step: the caller will read it.</summary>
    public const int Kept = int.MaxValue;
}

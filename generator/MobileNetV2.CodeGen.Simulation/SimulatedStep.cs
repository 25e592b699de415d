using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>A tensor that generated code had in memory when a step ended.</summary>
/// <param name="Index">The step, from 0; as in the plan.</param>
/// <param name="Operator">Kind of the operator that made the tensor, as in TensorFlow Lite.</param>
/// <param name="Tensor">Its name in the model.</param>
/// <param name="Data">Elements, little-endian and row-major.</param>
public sealed record SimulatedStep(int Index, string Operator, string Tensor, ElementType Type, Shape Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>The elements as numbers: <c>Values&lt;sbyte&gt;()</c> of an int8 tensor.</summary>
    public T[] Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span).ToArray();
}

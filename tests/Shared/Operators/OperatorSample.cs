using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>The only operator of a network, and what its inputs hold.</summary>
/// <param name="Given">The bytes of the network's inputs.</param>
internal sealed record OperatorSample(Graph Graph, IReadOnlyList<ReadOnlyMemory<byte>> Given)
{
    public Operator Operator => Graph.Operators[0];

    public Tensor Input(int index) => Graph[Operator.Inputs[index]];

    public Tensor Output(int index = 0) => Graph[Operator.Outputs[index]];

    /// <summary>The stored elements of an input.</summary>
    public double[] Values(int index) =>
        Values(Input(index).Type, (Input(index).Data ?? Given[Graph.Inputs.IndexOf(Operator.Inputs[index])]).Span);

    /// <summary>Elements as numbers; all that tests store fit a double.</summary>
    public static double[] Values(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Int8 => Numbers<sbyte>(bytes, v => v),
        ElementType.UInt8 or ElementType.Bool => Numbers<byte>(bytes, v => v),
        ElementType.Int16 => Numbers<short>(bytes, v => v),
        ElementType.Int32 => Numbers<int>(bytes, v => v),
        ElementType.Int64 => Numbers<long>(bytes, v => v),
        ElementType.Float32 => Numbers<float>(bytes, v => v),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static double[] Numbers<T>(ReadOnlySpan<byte> bytes, Func<T, double> number)
        where T : unmanaged =>
        [.. MemoryMarshal.Cast<byte, T>(bytes).ToArray().Select(number)];
}

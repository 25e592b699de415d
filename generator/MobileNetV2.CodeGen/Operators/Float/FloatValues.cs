using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>float32 tensors of a run, as numbers.</summary>
internal static class FloatValues
{
    public static ReadOnlySpan<float> Floats(this TensorValues values, TensorId id) => MemoryMarshal.Cast<byte, float>(values.Read(id));

    public static Span<float> WriteFloats(this TensorValues values, TensorId id) =>
        MemoryMarshal.Cast<byte, float>(values.Write(id).AsSpan());

    /// <summary>The range that an activation clamps to; infinite where it does not.</summary>
    public static (float Least, float Most) Range(this Activation activation) => activation switch
    {
        Activation.None => (float.NegativeInfinity, float.PositiveInfinity),
        Activation.Relu => (0, float.PositiveInfinity),
        Activation.Relu6 => (0, 6),
        Activation.ReluN1To1 => (-1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>Clamps in place.</summary>
    public static void Clamp(this Activation activation, Span<float> data)
    {
        if (activation == Activation.None)
            return;
        var (least, most) = activation.Range();
        foreach (ref var x in data)
            x = x < least ? least : x > most ? most : x;
    }
}

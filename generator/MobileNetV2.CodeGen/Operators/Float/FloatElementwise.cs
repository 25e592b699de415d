using System.Runtime.CompilerServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Operators on float32 that look at one element at a time.</summary>
internal static class FloatElementwise
{
    public static void Add(Add op, TensorValues values) => Binary(op, values, (a, b) => a + b);

    public static void Sub(Sub op, TensorValues values) => Binary(op, values, (a, b) => a - b);

    public static void Mul(Mul op, TensorValues values) => Binary(op, values, (a, b) => a * b);

    /// <summary>A function of two elements, broadcast as NumPy does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Binary(ArithmeticOperator op, TensorValues values, Func<float, float, float> function)
    {
        Binary(op.Left, op.Right, op.Output, values, function);
        op.Activation.Clamp(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(values.Written[op.Output].AsSpan()));
    }

    /// <inheritdoc cref="Binary(ArithmeticOperator, TensorValues, Func{float, float, float})"/>
    public static void Binary(BinaryOperator op, TensorValues values, Func<float, float, float> function) =>
        Binary(op.Left, op.Right, op.Output, values, function);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Binary(
        TensorId leftId, TensorId rightId, TensorId outputId, TensorValues values, Func<float, float, float> function)
    {
        var graph = values.Graph;
        var shape = graph[outputId].Shape;
        var left = values.Floats(leftId);
        var right = values.Floats(rightId);
        var result = values.WriteFloats(outputId);
        if (left.Length == result.Length && right.Length == result.Length)
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = FloatFunctions.Canonical(function(left[i], right[i]));
            return;
        }

        var (leftAt, rightAt) = (Offsets.Broadcast(graph[leftId].Shape, shape), Offsets.Broadcast(graph[rightId].Shape, shape));
        for (var i = 0; i < result.Length; i++)
            result[i] = FloatFunctions.Canonical(function(left[leftAt[i]], right[rightAt[i]]));
    }

    /// <summary>A function of one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unary(Operator op, TensorValues values, Func<float, float> function)
    {
        var input = values.Floats(op.Input);
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = FloatFunctions.Canonical(function(input[i]));
    }

    public static void Relu(Relu op, TensorValues values)
    {
        var result = values.WriteFloats(op.Output);
        values.Floats(op.Input).CopyTo(result);
        op.Activation.Clamp(result);
    }

    public static float LeakyRelu(LeakyRelu op, float x) => x > 0 ? x : x * op.Alpha;

    /// <summary>1 / (1 + e^-x), in the reference's steps of binary32 and beyond its bounds as the reference does.</summary>
    public static float Logistic(float x)
    {
        if (x > 16.619047f)
            return 1;
        var power = (float)FloatFunctions.Exp(x < -9 ? x : -x);
        return x < -9 ? power : 1 / (1 + power);
    }

    public static float HardSwish(float x) => x * MathF.Min(MathF.Max(x + 3, 0), 6) / 6;

    public static float Gelu(Gelu op, float x) => op.IsApproximate
        ? (float)(0.5 * x * (1 + FloatFunctions.Tanh(0.7978845608028654 * (x + (0.044715 * x * (double)x * x)))))
        : (float)(x * FloatFunctions.Normal(x));
}

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Operators that look at one 16-bit value of each input at a time.</summary>
internal static class WideElementwise
{
    public static void Run(Add op, TensorValues values) => Run(op, values, AddConstants.For(values.Graph, op), 1);

    public static void Run(Sub op, TensorValues values) => Run(op, values, AddConstants.For(values.Graph, op), -1);

    public static void Run(Mul op, TensorValues values)
    {
        var constants = MulConstants.For(values.Graph, op);
        Run(op, values, (left, right) => constants.Activation.Clamp(constants.Factor.Apply(left * right)));
    }

    public static void Run(Relu op, TensorValues values)
    {
        var constants = RequantizeConstants.For(values.Graph, op);
        var input = values.Shorts(op.Input);
        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var scaled = unchecked(constants.Factor.Apply(input[i] + constants.InputOffset) + constants.OutputOffset);
            result[i] = (short)constants.Range.Clamp(scaled);
        }
    }

    public static void Run(LeakyRelu op, TensorValues values)
    {
        var constants = LeakyReluConstants.For(
            op, values.Graph[op.Input].RequiredQuantization, values.Graph[op.Output].RequiredQuantization);
        var input = values.Shorts(op.Input);
        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = (short)Math.Clamp(constants.Apply(input[i]), short.MinValue, short.MaxValue);
    }

    public static void Run(BinaryOperator op, TensorValues values, Func<int, int, int> function)
    {
        var graph = values.Graph;
        var shape = graph[op.Output].Shape;
        var left = values.Shorts(op.Left);
        var right = values.Shorts(op.Right);
        var (leftAt, rightAt) = (Offsets.Broadcast(graph[op.Left].Shape, shape), Offsets.Broadcast(graph[op.Right].Shape, shape));
        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = (short)function(left[leftAt[i]], right[rightAt[i]]);
    }

    private static void Run(BinaryOperator op, TensorValues values, AddConstants constants, int sign) => Run(op, values, (left, right) =>
    {
        var sum = constants.LeftFactor.Apply(left << constants.Shift) + (sign * constants.RightFactor.Apply(right << constants.Shift));
        return constants.Activation.Clamp(constants.OutputFactor.Apply(sum));
    });
}

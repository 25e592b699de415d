namespace MobileNetV2.CodeGen.Operators;

/// <summary>MUL with broadcasting.</summary>
internal static class MulKernel
{
    public static void Run(Mul op, TensorValues values)
    {
        var graph = values.Graph;
        var constants = MulConstants.For(graph, op);
        var factor = constants.By(values.Rounding, graph, op);
        var shape = graph[op.Output].Shape;
        var left = Elements.Widen(values.Read(op.Left), graph[op.Left].Type, constants.LeftOffset);
        var right = Elements.Widen(values.Read(op.Right), graph[op.Right].Type, constants.RightOffset);
        var (leftAt, rightAt) = (Offsets.Broadcast(graph[op.Left].Shape, shape), Offsets.Broadcast(graph[op.Right].Shape, shape));
        var result = values.Write(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var product = factor.Apply(left[leftAt[i]] * right[rightAt[i]]);
            result[i] = Requantization.Finish(product, constants.OutputOffset, constants.Activation);
        }
    }
}

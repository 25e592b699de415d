namespace MobileNetV2.CodeGen.Operators;

/// <summary>Any function of two stored values, with broadcasting.</summary>
internal static class BinaryKernel
{
    public static void Run(BinaryOperator op, TensorValues values, Func<int, int, byte> function)
    {
        var graph = values.Graph;
        var shape = graph[op.Output].Shape;
        var left = Elements.Widen(values.Read(op.Left), graph[op.Left].Type, 0);
        var right = Elements.Widen(values.Read(op.Right), graph[op.Right].Type, 0);
        var (leftAt, rightAt) = (Offsets.Broadcast(graph[op.Left].Shape, shape), Offsets.Broadcast(graph[op.Right].Shape, shape));
        var result = values.Write(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = function(left[leftAt[i]], right[rightAt[i]]);
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ADD and SUB with broadcasting.</summary>
internal static class AddKernel
{
    public static void Run(Add op, TensorValues values) => Run(op, AddConstants.For(values.Graph, op), 1, values);

    public static void Run(Sub op, TensorValues values) => Run(op, AddConstants.For(values.Graph, op), -1, values);

    private static void Run(BinaryOperator op, AddConstants constants, int rightSign, TensorValues values)
    {
        if (values.Rounding is RoundingRule.Float32 or RoundingRule.Fixed21)
        {
            OtherSums.Run(op, constants, rightSign, values);
            return;
        }

        var graph = values.Graph;
        var scaledLeft = Scale(graph[op.Left].Type, constants.LeftOffset, RuledFactor.Of(values.Rounding, constants.LeftFactor));
        var scaledRight = Scale(graph[op.Right].Type, constants.RightOffset, RuledFactor.Of(values.Rounding, constants.RightFactor));
        var finish = RuledFactor.Of(values.Rounding, constants.OutputFactor);
        var shape = graph[op.Output].Shape;
        var left = values.Read(op.Left);
        var right = values.Read(op.Right);
        var (leftAt, rightAt) = (Offsets.Broadcast(graph[op.Left].Shape, shape), Offsets.Broadcast(graph[op.Right].Shape, shape));
        var result = values.Write(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var sum = unchecked(scaledLeft[left[leftAt[i]]] + (rightSign * scaledRight[right[rightAt[i]]]));
            result[i] = Requantization.Finish(finish.Apply(sum), constants.OutputOffset, constants.Activation);
        }
    }

    private static int[] Scale(ElementType type, int offset, RuledFactor factor) =>
        Elements.Table(type, x => factor.Apply((x + offset) << AddConstants.LeftShift));
}

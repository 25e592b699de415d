using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ADD and SUB as programs compute them that do not give both sides head room first.</summary>
internal static class OtherSums
{
    /// <summary>Fraction bits of the larger factor.</summary>
    private const int FactorBits = 20;

    private const int MostShift = 30;

    public static void Run(BinaryOperator op, AddConstants constants, int rightSign, TensorValues values)
    {
        var graph = values.Graph;
        var sum = Rule(graph, op, values.Rounding, rightSign);
        BinaryKernel.Run(op, values, (left, right) =>
            Requantization.Finish(
                sum(left + constants.LeftOffset, right + constants.RightOffset), constants.OutputOffset, constants.Activation));
    }

    /// <summary>A function of both sides without their zero points.</summary>
    private static Func<int, int, int> Rule(Graph graph, BinaryOperator op, RoundingRule rule, int rightSign)
    {
        var output = graph[op.Output].RequiredQuantization.Scale;
        var (left, right) = (graph[op.Left].RequiredQuantization.Scale / output, graph[op.Right].RequiredQuantization.Scale / output);
        if (rule == RoundingRule.Float32)
            return (l, r) => (int)MathF.Round((l * left) + (rightSign * (r * right)), MidpointRounding.ToEven);
        var shift = Math.Clamp(FactorBits - Math.ILogB(MathF.Max(left, right)), 1, MostShift);
        var (wholeLeft, wholeRight) = (Whole(left), Whole(right));
        return (l, r) => (int)(((l * wholeLeft) + (rightSign * r * wholeRight) + (1L << (shift - 1))) >> shift);

        long Whole(float factor) => (long)Math.Round(Math.ScaleB((double)factor, shift), MidpointRounding.ToEven);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ADD and SUB of two tensors of one shape: each side by a table.</summary>
internal sealed class PreparedSum : PreparedOperator
{
    private const int Lanes = ChannelFactors.Lanes;
    private readonly BinaryOperator _op;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly ChannelFactors _factors;

    public PreparedSum(Graph graph, BinaryOperator op, AddConstants constants, int rightSign)
    {
        _op = op;
        _left = Elements.Table(graph[op.Left].Type, x => constants.LeftFactor.Apply((x + constants.LeftOffset) << AddConstants.LeftShift));
        _right = Elements.Table(
            graph[op.Right].Type,
            x => rightSign * constants.RightFactor.Apply((x + constants.RightOffset) << AddConstants.LeftShift));
        _factors = new(
            [.. Enumerable.Repeat(constants.OutputFactor, Lanes)], constants.OutputOffset, constants.Activation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(TensorValues values)
    {
        var result = values.Write(_op.Output);
        var left = values.Read(_op.Left);
        var right = values.Read(_op.Right);
        Span<int> sums = stackalloc int[Lanes];
        for (var i = 0; i < result.Length; i += Lanes)
        {
            var count = Math.Min(Lanes, result.Length - i);
            for (var lane = 0; lane < count; lane++)
                sums[lane] = unchecked(_left[left[i + lane]] + _right[right[i + lane]]);
            _factors.Finish(Vector256.Create((ReadOnlySpan<int>)sums), 0, result.AsSpan(i, count));
        }
    }
}

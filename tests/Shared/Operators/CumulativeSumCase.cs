using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Running sums.</summary>
internal sealed class CumulativeSumCase : OperatorCase
{
    public override string Kind => "CUMSUM";

    public override TensorId Draw(RandomGraphBuilder graph, TestRandom random)
    {
        var shape = new Shape([.. Enumerable.Range(0, random.Chance(0.5) ? 4 : random.Int(1, 5)).Select(_ => random.Int(1, 7))]);
        var (axis, isExclusive, isReverse) = (random.Int(0, shape.Rank - 1), random.Chance(0.5), random.Chance(0.5));
        var input = graph.Input(shape);
        return graph.AddCalibrated(
            shape, false, (id, result) => new CumulativeSum(id, [input], result, axis, isExclusive, isReverse));
    }

    /// <remarks>Each element by itself: all on its line that lie before it, or behind it.</remarks>
    public override IEnumerable<double> Expected(OperatorSample sample)
    {
        var op = (CumulativeSum)sample.Operator;
        var (steps, values, places) = (ReferenceSum.Of(sample), sample.Values(0), Places.Of(sample.Input(0).Shape));
        return places.Select(to => steps.Finish(places.Index().Where(from => IsIn(op, from.Item, to))
            .Aggregate(steps.Begin, (sum, from) => sum + steps.Term(values[from.Index]))));
    }

    public override OperatorInFile InFile(Operator op)
    {
        var sum = (CumulativeSum)op;
        return new(FileOperand.Of(0), FileOperand.Constant(sum.Axis)) { OptionsKind = 102, Options = [sum.IsExclusive, sum.IsReverse] };
    }

    private static bool IsIn(CumulativeSum op, int[] from, int[] to)
    {
        var ahead = op.IsReverse ? from[op.Axis] - to[op.Axis] : to[op.Axis] - from[op.Axis];
        var isOnLine = !to.Where((at, axis) => axis != op.Axis && at != from[axis]).Any();
        return isOnLine && (ahead > 0 || (ahead == 0 && !op.IsExclusive));
    }
}

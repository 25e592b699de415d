using CsCheck;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Tests.Passes;

namespace MobileNetV2.CodeGen.Tests.Scheduling;

public class OrderSearchTests
{
    [Fact]
    public void The_order_found_is_the_best_of_all_orders() =>
        Gen.Int[0, 1000].Array[6].Sample(
            choices =>
            {
                var graph = RandomGraph(choices);
                var problem = new OrderProblem(graph, new TensorViews(graph), Costs.Of(graph));
                var search = new OrderSearch(problem);
                var best = AllOrders(problem, []).Min(search.PeakOf);
                Assert.True(search.LowerBound() <= best);
                Assert.Equal(best, search.PeakOf(search.FindBelow(best + 1)!.Value));
                Assert.Null(search.FindBelow(best));
            },
            iter: 60);

    // Sums of earlier values and widening or narrowing convolutions of them; every unread value is an output.
    private static Graph RandomGraph(int[] choices)
    {
        var net = new TestNetwork();
        var input = net.Input(1, 9, 9, 2);
        List<(TensorId Id, int Level)> values = [(input, 0)];
        HashSet<TensorId> read = [];
        foreach (var choice in choices)
        {
            var from = values[choice % values.Count];
            read.Add(from.Id);
            values.Add(from.Level < 3 && choice % 3 != 0
                ? (net.Convolution(from.Id, 1 + (choice / 7 % 9)), from.Level + 1)
                : (net.Sum(from.Id, from.Id), from.Level));
        }

        return net.Build([.. values.Select(v => v.Id).Where(v => !read.Contains(v))]);
    }

    private static IEnumerable<int[]> AllOrders(OrderProblem problem, int[] done)
    {
        if (done.Length == problem.Operators.Length)
            return [done];
        return Enumerable.Range(0, problem.Operators.Length)
            .Where(op => !done.Contains(op)
                && problem.Reads[op].All(v => problem.Values[v].Producer < 0 || done.Contains(problem.Values[v].Producer)))
            .SelectMany(op => AllOrders(problem, [.. done, op]));
    }
}

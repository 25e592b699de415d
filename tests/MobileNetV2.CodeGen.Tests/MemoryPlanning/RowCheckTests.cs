using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Stages that are said to read other rows than their operators take: orders, rings and C all agree, and all are wrong.</summary>
public class RowCheckTests
{
    [Fact]
    public void Other_rows_than_the_operator_takes_are_found()
    {
        var tried = 0;
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var program = KernelLowering.Lower(
                LongestChains.Of(RandomGraphs.Rows(seed), 2), TargetCatalog.Find("cortex-m4").Sound(), KernelSet.Portable).Sound();
            Assert.Empty(RowCheck.Problems(program));
            foreach (var wrong in StreamFaults.OfRows(program))
            {
                Assert.Contains("takes other rows", Assert.Single(RowCheck.Problems(wrong)), StringComparison.Ordinal);
                tried++;
            }
        }

        Assert.True(tried > 60, $"only {tried} faults tried");
    }

    [Fact]
    public void A_picture_may_have_more_rows_than_a_byte_tells_apart()
    {
        var graph = new RandomGraphBuilder("tall", new TestRandom(5));
        var input = graph.Input(new Shape(1, 600, 1, 1));
        graph.Output(graph.Add(new Shape(1, 200, 1, 1), graph.QuantizationOf(input), (id, result) =>
            new Slice(id, [input], result, [0, 300, 0, 0], [1, 200, 1, 1], [1, 1, 1, 1], "SLICE")));
        var program = KernelLowering.Lower(
            LongestChains.Of(graph.Build(), 1), TargetCatalog.Find("cortex-m4").Sound(), KernelSet.Portable).Sound();

        Assert.Empty(RowCheck.Problems(program));
        Assert.All(StreamFaults.OfRows(program, rowsOff: 256), wrong => Assert.Single(RowCheck.Problems(wrong)));
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators that move elements: where each output element comes from, index by index.</summary>
public sealed class RearrangingOperatorTests
{
    public static TheoryData<string> Kinds =>
        ["GATHER", "TILE", "REVERSE_V2", "MIRROR_PAD", "DEPTH_TO_SPACE", "SPACE_TO_DEPTH", "BATCH_TO_SPACE_ND"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_element_comes_from_where_it_should(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = graph.Operators[0];
            var (from, to) = (graph[op.Input].Shape, graph[op.Output].Shape);
            var size = graph[op.Input].Type.SizeBytes();
            var inputs = RandomGraphs.Inputs(graph, seed);
            var result = new ReferenceInterpreter(graph).Run(inputs)[0];
            for (var i = 0; i < to.ElementCount; i++)
            {
                var source = Source(op, Indices(i, to), from);
                var at = 0;
                for (var axis = 0; axis < from.Rank; axis++)
                    at = (at * from[axis]) + source[axis];
                Assert.True(
                    inputs[0].Span.Slice(at * size, size)
                        .SequenceEqual(result.AsSpan(i * size, size)), $"{kind}, seed {seed}: element {i} is wrong");
            }
        }
    }

    [Fact]
    public void Places_of_a_sequence_become_batches_in_turn()
    {
        var graph = new RandomGraphBuilder("sequence", new TestRandom(1));
        var input = graph.Input(new Shape(1, 4, 1));
        graph.Output(graph.Add(new Shape(2, 3, 1), graph.QuantizationOf(input), (id, result) =>
            new SpaceToBatch(id, [input], result, new Size2D(2, 1), new Padding2D(1, 1, 0, 0), 9)));

        Assert.Equal([9, 2, 4, 1, 3, 9], new ReferenceInterpreter(graph.Build()).Run([new byte[] { 1, 2, 3, 4 }])[0]);
    }

    private static int[] Source(Operator op, int[] to, Shape from) => op switch
    {
        Gather o => [.. to.Select((i, axis) => axis == o.Axis ? o.Indices[i] : i)],
        Tile => [.. to.Select((i, axis) => i % from[axis])],
        Reverse o => [.. to.Select((i, axis) => o.Axes.Contains(axis) ? from[axis] - 1 - i : i)],
        MirrorPad o => [.. to.Select((i, axis) => Mirrored(i - o.Before[axis], from[axis], o.IsSymmetric))],
        BatchToSpace o when from.Rank == 3 =>
        [
            ((to[1] + o.Crop.Top) % o.Block.Height * (from[0] / o.Block.Height)) + to[0],
            (to[1] + o.Crop.Top) / o.Block.Height,
            to[2],
        ],
        BatchToSpace o =>
        [
            ((((to[1] + o.Crop.Top) % o.Block.Height * o.Block.Width) + ((to[2] + o.Crop.Left) % o.Block.Width))
                * (from[0] / (o.Block.Height * o.Block.Width))) + to[0],
            (to[1] + o.Crop.Top) / o.Block.Height,
            (to[2] + o.Crop.Left) / o.Block.Width,
            to[3],
        ],
        DepthToSpace o =>
        [
            to[0],
            to[1] / o.Block,
            to[2] / o.Block,
            ((((to[1] % o.Block) * o.Block) + (to[2] % o.Block)) * (from.Channels / (o.Block * o.Block))) + to[3],
        ],
        SpaceToDepth o =>
        [
            to[0],
            (to[1] * o.Block) + (to[3] / from.Channels / o.Block),
            (to[2] * o.Block) + (to[3] / from.Channels % o.Block),
            to[3] % from.Channels,
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private static int Mirrored(int i, int size, bool isSymmetric) => (i, isSymmetric) switch
    {
        ( < 0, true) => -1 - i,
        ( < 0, false) => -i,
        (_, true) when i >= size => size - 1 - (i - size),
        (_, false) when i >= size => size - 2 - (i - size),
        _ => i,
    };

    private static int[] Indices(int i, Shape shape)
    {
        var indices = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; i /= shape[axis], axis--)
            indices[axis] = i % shape[axis];
        return indices;
    }
}

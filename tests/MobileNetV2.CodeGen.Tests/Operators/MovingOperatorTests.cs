using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Parts of tensors by the coordinates of each element, and extremes by sorting.</summary>
public sealed class MovingOperatorTests
{
    [Theory]
    [InlineData("SLICE")]
    [InlineData("STRIDED_SLICE")]
    public void A_slice_takes_the_elements_at_its_coordinates(string kind) => ForEach(kind, (graph, op, inputs, outputs) =>
    {
        var slice = (Slice)op;
        var taken =
            Coordinates(new Shape(slice.Size)).Select(at => at.Select((c, axis) => slice.Begin[axis] + (c * slice.Step[axis])).ToArray());
        Assert.Equal(taken.Select(at => inputs[0][at]), outputs[0].InOrder);
    });

    [Theory]
    [InlineData("SPLIT")]
    [InlineData("SPLIT_V")]
    [InlineData("UNPACK")]
    public void Parts_put_together_are_the_whole(string kind) => ForEach(kind, (graph, op, inputs, outputs) =>
    {
        var axis = ((Split)op).Axis;
        var before = 0;
        foreach (var (part, id) in outputs.Zip(op.Outputs))
        {
            var shape = kind == "UNPACK" ? graph[id].Shape.Dimensions.Insert(axis, 1) : graph[id].Shape.Dimensions;
            var expected = Coordinates(new Shape(shape)).Select(at => inputs[0][[.. at.Select((c, i) => i == axis ? c + before : c)]]);
            Assert.Equal(expected, part.InOrder);
            before += shape[axis];
        }
    });

    [Fact]
    public void Packed_inputs_are_found_along_the_new_axis() => ForEach("PACK", (graph, op, inputs, outputs) =>
    {
        var axis = ((Pack)op).Axis;
        var expected = Coordinates(graph[op.Output].Shape).Select(at => inputs[at[axis]][[.. at.Where((_, i) => i != axis)]]);
        Assert.Equal(expected, outputs[0].InOrder);
    });

    [Theory]
    [InlineData("ARG_MAX", -1)]
    [InlineData("ARG_MIN", 1)]
    public void An_extreme_is_the_first_after_a_stable_sort(string kind, int sign) => ForEach(kind, (graph, op, inputs, outputs) =>
    {
        var axis = ((ArgExtreme)op).Axis;
        var along = graph[op.Input].Shape[axis];
        var expected = Coordinates(graph[op.Output].Shape).Select(at => Enumerable.Range(0, along)
            .OrderBy(i => sign * unchecked((sbyte)Convert.FromHexString(inputs[0][[.. at[..axis], i, .. at[axis..]]])[0])).First());
        Assert.Equal(expected, outputs[0].InOrder.Select(hex => (int)Convert.FromHexString(hex)[0]));
    });

    private static void ForEach(string kind, Action<Graph, Operator, ImmutableArray<Elements>, ImmutableArray<Elements>> check)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            var op = graph.Operators.Single();
            var trace = new ReferenceInterpreter(graph).Trace(RandomGraphs.Inputs(graph, seed));
            check(graph, op, [.. op.Inputs.Select(Of)], [.. op.Outputs.Select(Of)]);

            Elements Of(TensorId id) => new(graph[id], trace[id]);
        }
    }

    /// <summary>All coordinates, the last dimension fastest.</summary>
    private static IEnumerable<int[]> Coordinates(Shape shape) =>
        shape.Dimensions.Aggregate<int, IEnumerable<int[]>>([[]], (outer, size) =>
            outer.SelectMany(at => Enumerable.Range(0, size).Select(i => (int[])[.. at, i])));

    /// <summary>The elements of a tensor as text, by coordinates.</summary>
    private sealed class Elements(Tensor tensor, ReadOnlyMemory<byte> bytes)
    {
        public ImmutableArray<string> InOrder { get; } = [.. bytes.ToArray().Chunk(tensor.Type.SizeBytes()).Select(Convert.ToHexString)];

        public string this[int[] at] =>
            InOrder[at.Select((c, axis) => c * tensor.Shape.Dimensions.Skip(axis + 1).Aggregate(1, (p, d) => p * d)).Sum()];
    }
}

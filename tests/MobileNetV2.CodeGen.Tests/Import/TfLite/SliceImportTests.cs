using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>What the bounds of slices and splits in a file mean.</summary>
public sealed class SliceImportTests
{
    // The elements of a 3x4 input are 0 to 11. Masks: begin, end, ellipsis, new axis, shrink; then whether ends count from begins.
    [Theory]
    [InlineData(new[] { 1, 1 }, new[] { 3, 3 }, new[] { 1, 1 }, "0 0 0 0 0", new[] { 2, 2 }, new[] { 5, 6, 9, 10 })]
    [InlineData(new[] { 0, -1 }, new[] { 3, -5 }, new[] { 2, -2 }, "0 0 0 0 0", new[] { 2, 2 }, new[] { 3, 1, 11, 9 })]
    [InlineData(new[] { 2, 2 }, new[] { 1, 1 }, new[] { 1, 1 }, "1 2 0 0 0", new[] { 1, 2 }, new[] { 2, 3 })]
    [InlineData(new[] { -9, 1 }, new[] { 99, 2 }, new[] { 1, 1 }, "0 0 0 0 2", new[] { 3 }, new[] { 1, 5, 9 })]
    [InlineData(new[] { 1 }, new[] { 2 }, new[] { 1 }, "0 0 0 0 0", new[] { 1, 4 }, new[] { 4, 5, 6, 7 })]
    [InlineData(new[] { 0, 0, 3 }, new[] { 0, 0, 4 }, new[] { 1, 1, 1 }, "0 0 1 2 0", new[] { 3, 1, 1 }, new[] { 3, 7, 11 })]
    [InlineData(new[] { -2, -3 }, new[] { 2, 3 }, new[] { 1, 1 }, "0 0 0 0 0 1", new[] { 2, 3 }, new[] { 5, 6, 7, 9, 10, 11 })]
    [InlineData(new[] { 2, 1 }, new[] { 1, 2 }, new[] { 1, 1 }, "1 0 0 0 0 1", new[] { 1, 2 }, new[] { 1, 2 })]
    [InlineData(new[] { 2, 0 }, new[] { 3, 2 }, new[] { 1, 1 }, "1 0 0 0 1", new[] { 2 }, new[] { 0, 1 })]
    public void A_strided_slice_means_what_its_masks_say(int[] begin, int[] end, int[] strides, string masks, int[] shape, int[] expected)
    {
        int[] words = [.. masks.Split(' ').Select(m => int.Parse(m, System.Globalization.CultureInfo.InvariantCulture))];
        object[] fields = [.. words.Take(5).Cast<object>(), words.Length > 5];
        var graph = Import(shape);

        Assert.Equal(shape, Import([])[graph.Outputs[0]].Shape.Dimensions);
        var output = new ReferenceInterpreter(graph).Run([Enumerable.Range(0, 12).Select(i => (byte)i).ToArray()])[0];

        Assert.Equal(expected, output.Select(b => (int)b));

        // Without a shape the file leaves it open.
        Graph Import(int[] output) => SampleModels.Single(
            BuiltinOperator.StridedSlice,
            TestTensor.Int8("input", 3, 4),
            TestTensor.Int8("output", output),
            new TestOptions(OptionsKind.StridedSlice, fields),
            TestTensor.Int32s("begin", begin),
            TestTensor.Int32s("end", end),
            TestTensor.Int32s("strides", strides)).Import().Sound();
    }

    [Fact]
    public void A_slice_may_reach_to_the_end()
    {
        var op = Assert.IsType<Slice>(SampleModels.Single(
            BuiltinOperator.Slice,
            TestTensor.Int8("input", 3, 4),
            TestTensor.Int8("output", 2, 3),
            null,
            TestTensor.Int32s("begin", 1, 1),
            TestTensor.Int64s("size", -1, 3)).Import().Sound().Operators[0]);

        Assert.Equal<int>([2, 3], op.Size);
    }

    [Fact]
    public void Splits_and_packs_have_several_operands_and_axes_from_the_end()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 2, 4));
        var axis = model.Tensor(TestTensor.Int32s("axis", [], [-1]));
        var (a, b) = (model.Tensor(TestTensor.Int8("a", 2, 2)), model.Tensor(TestTensor.Int8("b", 2, 2)));
        model.Operator(BuiltinOperator.Split, [axis, input], [a, b], null, version: 2);
        model.Operator(
            BuiltinOperator.Pack, [b, a], [model.Output(TestTensor.Int8("packed", 2, 2, 2))], new TestOptions(OptionsKind.Pack, 2, -1));
        var sizes = model.Tensor(TestTensor.Int32s("sizes", 3, -1));
        var (c, d) = (model.Output(TestTensor.Int8("c", 2, 3)), model.Output(TestTensor.Int8("d", 2, 1)));
        model.Operator(BuiltinOperator.SplitV, [input, sizes, axis], [c, d]);
        var (e, f) = (model.Output(TestTensor.Int8("e", 4)), model.Output(TestTensor.Int8("f", 4)));
        model.Operator(BuiltinOperator.Unpack, [input], [e, f], new TestOptions(OptionsKind.Unpack, 2, -2));
        model.Operator(
            BuiltinOperator.ArgMax, [input, axis], [model.Output(new TestTensor("at", TensorElementType.Int64, 2))]);

        var graph = model.Import().Sound();
        var outputs = new ReferenceInterpreter(graph).Run([new byte[] { 1, 2, 3, 4, 8, 7, 6, 5 }]);

        Assert.Equal(["SPLIT", "PACK", "SPLIT_V", "UNPACK", "ARG_MAX"], graph.Operators.Select(o => o.Kind));
        byte[][] expected =
            [[3, 1, 4, 2, 6, 8, 5, 7], [1, 2, 3, 8, 7, 6], [4, 5], [1, 2, 3, 4], [8, 7, 6, 5],
                [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]];
        Assert.Equal(expected, outputs);
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>What a file computes from shapes and constants is known when it is read.</summary>
public sealed class ShapeArithmeticTests
{
    [Fact]
    public void A_computed_shape_becomes_a_constant_and_open_shapes_follow()
    {
        var model = Reshaped(out var input, out var output);

        var graph = model.Import().Sound();

        Assert.Equal(["RESHAPE", "RELU"], graph.Operators.Select(o => o.Kind));
        Assert.Equal(new Shape(1, 6, 4), graph[new TensorId(output)].Shape);
        Assert.Equal(new Shape(1, 6, 4), graph[graph.Outputs[0]].Shape);
        Assert.Equal([new TensorId(input)], graph.Operators[0].Inputs.AsEnumerable());
    }

    [Fact]
    public void Arithmetic_of_every_kind_is_done_by_the_references()
    {
        // ((2 * 3 + 4) - 5) as float and back, filled into a vector of two, repeated, multiplied: 5 * 5.
        var model = new TestModel();
        var (two, three) = (model.Tensor(TestTensor.Int32s("two", 2)), model.Tensor(TestTensor.Int32s("three", 3)));
        var (four, five) = (model.Tensor(TestTensor.Int32s("four", 4)), model.Tensor(TestTensor.Int32s("five", 5)));
        var product = Step(model, BuiltinOperator.Mul, [two, three], Ints(1));
        var sum = Step(model, BuiltinOperator.Add, [product, four], Ints(1));
        var difference = Step(model, BuiltinOperator.Sub, [sum, five], Ints(1));
        var real = Step(model, BuiltinOperator.Cast, [difference], new TestTensor("real", TensorElementType.Float32, 1));
        var whole = Step(model, BuiltinOperator.Cast, [real], Ints(1));
        var value = Step(model, BuiltinOperator.Reshape, [whole], Ints());
        var filled = Step(model, BuiltinOperator.Fill, [two, value], Ints(2));
        var target = model.Tensor(TestTensor.Int32s("target", 1, 2));
        var repeated = Step(model, BuiltinOperator.BroadcastTo, [filled, target], Ints(1, 2));
        var axes = model.Tensor(TestTensor.Int32s("axes", -1));
        var all = Step(model, BuiltinOperator.ReduceProd, [repeated, axes], Ints(1));
        var shape = Step(model, BuiltinOperator.Concatenation, [all, two], Ints(2), new TestOptions(OptionsKind.Concatenation, 0, (byte)0));
        var input = model.Input(TestTensor.Int8("input", 50));
        model.Operator(BuiltinOperator.Reshape, [input, shape], [model.Output(TestTensor.Int8("output", 25, 2))]);

        Assert.Equal(["RESHAPE"], model.Import().Sound().Operators.Select(o => o.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_size_that_the_file_computes_is_the_shape_of_a_resized_picture(bool isBilinear)
    {
        // Twice the height and width, both taken from the shape of the input; what follows has no shape in the file either.
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 2, 3, 4));
        var shape = Step(model, BuiltinOperator.Shape, [input], Ints(4));
        var (one, three, two) = (model.Tensor(TestTensor.Int32s("one", 1)), model.Tensor(TestTensor.Int32s("three", 3)),
            model.Tensor(TestTensor.Int32s("two", 2)));
        var size = Step(model, BuiltinOperator.StridedSlice, [shape, one, three, one], Ints(2), new TestOptions(OptionsKind.StridedSlice));
        var doubled = Step(model, BuiltinOperator.Mul, [size, two], Ints(2));
        var (code, options) = isBilinear
            ? (BuiltinOperator.ResizeBilinear, new TestOptions(OptionsKind.ResizeBilinear))
            : (BuiltinOperator.ResizeNearestNeighbor, new TestOptions(OptionsKind.ResizeNearestNeighbor));
        var resized = Step(model, code, [input, doubled], TestTensor.Int8("resized"), options);
        model.Operator(BuiltinOperator.Relu, [resized], [model.Output(TestTensor.Int8("output"))]);

        var graph = model.Import().Sound();

        Assert.Equal(new Shape(1, 4, 6, 4), graph[new TensorId(resized)].Shape);
        Assert.Equal(new Shape(1, 4, 6, 4), graph[graph.Outputs[0]].Shape);
    }

    /// <summary>As some optimizers of files leave them: no tensor between two operators has a shape.</summary>
    [Fact]
    public void Parts_and_borders_have_the_shape_that_their_operands_tell()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 2, 3, 4));
        var paddings = model.Tensor(TestTensor.Int32s("paddings", [4, 2], [0, 0, 1, 0, 0, 2, 0, 0]));
        var padded = Step(model, BuiltinOperator.Pad, [input, paddings], Open("padded")); // 1x3x5x4
        var (begin, size) = (model.Tensor(TestTensor.Int32s("begin", 0, 1, 0, 0)), model.Tensor(TestTensor.Int32s("size", 1, 2, -1, 4)));
        var sliced = Step(model, BuiltinOperator.Slice, [padded, begin, size], Open("sliced")); // 1x2x5x4
        var (three, two) = (model.Tensor(TestTensor.Int32s("three", [], [3])), model.Tensor(TestTensor.Int32s("two", [], [2])));
        var (left, right) = (model.Tensor(Open("left")), model.Tensor(Open("right")));
        model.Operator(BuiltinOperator.Split, [three, sliced], [left, right], null, version: 2); // 1x2x5x2
        var (sizes, first, rest) =
            (model.Tensor(TestTensor.Int32s("sizes", 1, -1)), model.Tensor(Open("first")), model.Tensor(Open("rest")));
        model.Operator(BuiltinOperator.SplitV, [left, sizes, two], [first, rest]); // 1x2x1x2, 1x2x4x2
        var index = model.Tensor(TestTensor.Int32s("index", [], [1]));
        var taken = Step(model, BuiltinOperator.Gather, [right, index], Open("taken"), new TestOptions(OptionsKind.Gather, 1)); // 1x5x2
        foreach (var end in new[] { first, rest, taken })
            model.Operator(BuiltinOperator.Relu, [end], [model.Output(Open("output"))]);

        var graph = model.Import().Sound();

        Assert.Equal(
            [new Shape(1, 2, 1, 2), new Shape(1, 2, 4, 2), new Shape(1, 5, 2)], graph.Outputs.Select(o => graph[o].Shape));

        static TestTensor Open(string name) => TestTensor.Int8(name);
    }

    [Fact]
    public void What_follows_from_an_operator_that_was_refused_is_not_refused_again()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 24));
        var found = model.Tensor(Ints(2));
        model.Operator(BuiltinOperator.Where, [input], [found]);
        var shape = Step(model, BuiltinOperator.Add, [found, model.Tensor(TestTensor.Int32s("one", 1, 1))], Ints(2));
        model.Operator(BuiltinOperator.Reshape, [input, shape], [model.Output(TestTensor.Int8("output", 4, 6))]);

        model.Import().Refused("MNV1007");
    }

    [Fact]
    public void A_shape_that_the_file_fixes_must_be_the_computed_one()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 4, 6));
        var shape = Step(model, BuiltinOperator.Shape, [input], Ints(2));
        model.Operator(BuiltinOperator.Reshape, [input, shape], [model.Output(TestTensor.Int8("output", 6, 4))]);

        model.Import().Refused("MNV2008");
    }

    [Fact]
    public void A_picture_is_enlarged_to_a_size_that_is_computed()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 2, 3, 4) with { ShapeSignature = [-1, 2, 3, 4] });
        var shape = Step(model, BuiltinOperator.Shape, [input], Ints(4));
        var doubled = model.Tensor(TestTensor.Int32s("double", 1, 2, 2, 1));
        var twice = Step(model, BuiltinOperator.Mul, [shape, doubled], Ints(4));
        var filter = model.Tensor(TestTensor.Filter("filter", 4, 2, 2, 4));
        var enlarged = Step(
            model, BuiltinOperator.TransposeConv, [twice, filter, input],
            TestTensor.Int8("enlarged", 1, 1, 1, 4) with { ShapeSignature = [-1, -1, -1, 4] },
            new TestOptions(OptionsKind.TransposeConv, (byte)0, 2, 2));
        var (one, two) = (model.Tensor(TestTensor.Int32s("one", 1)), model.Tensor(TestTensor.Int32s("two", 2)));
        var size = Step(model, BuiltinOperator.Slice, [twice, one, two], Ints(2));
        var again = Step(model, BuiltinOperator.Add, [size, size], Ints(2));
        model.Operator(
            BuiltinOperator.ResizeNearestNeighbor, [enlarged, again],
            [model.Output(TestTensor.Int8("output", 1, 1, 1, 4) with { ShapeSignature = [-1, -1, -1, 4] })],
            new TestOptions(OptionsKind.ResizeNearestNeighbor, false, false));

        var graph = model.Import().Sound();

        Assert.Equal(["TRANSPOSE_CONV", "RESIZE_NEAREST_NEIGHBOR"], graph.Operators.Select(o => o.Kind));
        Assert.Equal(new Shape(1, 4, 6, 4), graph[graph.Operators[0].Output].Shape);
        Assert.Equal(new Shape(1, 8, 12, 4), graph[graph.Outputs[0]].Shape);
    }

    /// <summary>RESHAPE to [batch, -1, 4], the batch taken from the input's shape, then RELU; all shapes after the input open.</summary>
    private static TestModel Reshaped(out int input, out int output)
    {
        var model = new TestModel();
        input = model.Input(TestTensor.Int8("input", 1, 2, 3, 4) with { ShapeSignature = [-1, 2, 3, 4] });
        var shape = Step(model, BuiltinOperator.Shape, [input], Ints(4));
        var (zero, one) = (model.Tensor(TestTensor.Int32s("zero", 0)), model.Tensor(TestTensor.Int32s("one", 1)));
        var batch = Step(
            model, BuiltinOperator.StridedSlice, [shape, zero, one, one], Ints(), new TestOptions(OptionsKind.StridedSlice, 0, 0, 0, 0, 1));
        var (rest, channels) = (model.Tensor(TestTensor.Int32s("rest", [], [-1])), model.Tensor(TestTensor.Int32s("channels", [], [4])));
        var packed = Step(model, BuiltinOperator.Pack, [batch, rest, channels], Ints(3), new TestOptions(OptionsKind.Pack, 3, 0));
        output = Step(model, BuiltinOperator.Reshape, [input, packed],
            TestTensor.Int8("reshaped", 1, 1, 1) with { ShapeSignature = [-1, -1, -1] });
        model.Operator(
            BuiltinOperator.Relu, [output], [model.Output(TestTensor.Int8("output", 1, 1, 1) with { ShapeSignature = [-1, -1, -1] })]);
        return model;
    }

    private static int Step(TestModel model, BuiltinOperator code, int[] inputs, TestTensor output, TestOptions? options = null)
    {
        var id = model.Tensor(output);
        model.Operator(code, inputs, [id], options);
        return id;
    }

    private static TestTensor Ints(params int[] shape) => new("computed", TensorElementType.Int32, shape);
}

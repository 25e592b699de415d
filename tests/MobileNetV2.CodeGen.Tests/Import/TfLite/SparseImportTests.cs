using CsCheck;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Constants of which a file stores only the values that are not zero.</summary>
public class SparseImportTests
{
    private static readonly int[] Shape = [4, 3, 3, 6];

    private static readonly Gen<byte[]> Weights =
        Gen.Select(Gen.Byte, Gen.Int[0, 3]).Select((value, zero) => zero == 0 ? value : (byte)0).Array[4 * 3 * 3 * 6];

    /// <summary>Blocks of 2 x 3 over the first and last dimension, or none; every order; every mixture of formats and integers.</summary>
    [Fact]
    public void Whatever_the_order_the_blocks_and_the_formats_are_the_constant_is_the_same() =>
        Gen.Select(Weights, Gen.Shuffle(new[] { 0, 1, 2, 3 }), Gen.Bool, Gen.Bool.Array[6], Gen.Int[1, 3])
            .Sample(
                (weights, order, isCut, compressed, integers) =>
                {
                    int[] blocks = isCut ? [2, 1, 1, 3] : [1, 1, 1, 1];
                    var (sparsity, stored) = TestSparsity.Of(weights, Shape, order, blocks, compressed, (byte)integers);
                    var graph = Convolution(sparsity, stored).Import().Sound();

                    Assert.Equal(weights, graph[graph.Operators.OfType<Conv2D>().Single().Inputs[1]].Data!.Value.ToArray());
                },
                iter: 200);

    /// <summary>As TensorFlow's converter writes sparse networks: DENSIFY gives the whole constant, also of float16 behind which it is
    /// widened.</summary>
    [Fact]
    public void Densify_is_the_constant_itself()
    {
        byte[] weights = [.. Enumerable.Range(0, 4 * 3 * 3 * 6).Select(i => i % 5 == 0 ? (byte)(i % 127) : (byte)0)];
        var (sparsity, stored) = TestSparsity.Of(weights, Shape, [0, 1, 2, 3], [1, 1, 1, 1], [false, false, false, true, false, false]);
        var model = new TestModel();
        var sparse = model.Tensor(TestTensor.Filter("sparse", Shape) with { Data = stored, Sparsity = sparsity });
        var dense = model.Tensor(TestTensor.Filter("dense", Shape) with { Data = null });
        var input = model.Input(TestTensor.Int8("input", 1, 4, 4, 6));
        var output = model.Output(TestTensor.Int8("output", 1, 4, 4, 4));
        model.Operator(BuiltinOperator.Densify, [sparse], [dense]);
        model.Operator(BuiltinOperator.Conv2D, [input, dense], [output], TestOptions.Conv2D());
        var graph = model.Import().Sound();

        var convolution = Assert.IsType<Conv2D>(Assert.Single(graph.Operators));
        Assert.Equal(weights, graph[convolution.Inputs[1]].Data!.Value.ToArray());
    }

    /// <summary>Of what is stored whole, or of what is no constant, there is nothing to make dense: TensorFlow writes neither.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Densify_of_anything_else_is_refused_and_marked(bool isConstant)
    {
        var model = new TestModel();
        var whole = model.Tensor(TestTensor.Filter("whole", Shape) with { Data = isConstant ? new byte[4 * 3 * 3 * 6] : null });
        model.Operator(BuiltinOperator.Densify, [whole], [model.Output(TestTensor.Filter("dense", Shape) with { Data = null })]);
        model.Input(TestTensor.Int8("input", 1, 4, 4, 6));
        var outcome = model.Import();

        Assert.Contains(outcome.Diagnostics, d => d.Code == "MNV1007");
        var outline = ModelImporter.Outline(model.Build(), "net.tflite", outcome.Diagnostics)!;
        Assert.Equal("not supported", Assert.Single(outline.Operators).Problem);
    }

    /// <summary>Each would read past what is stored, or write twice or past the constant.</summary>
    [Theory]
    [InlineData("a value is missing")]
    [InlineData("an index is too large")]
    [InlineData("indices do not ascend")]
    [InlineData("segments do not begin at 0")]
    [InlineData("segments descend")]
    [InlineData("a segment is missing")]
    [InlineData("a size is another")]
    [InlineData("a dimension comes twice")]
    [InlineData("blocks of a dimension that is none")]
    [InlineData("blocks that do not divide")]
    public void What_does_not_describe_the_constant_is_refused(string fault)
    {
        byte[] weights = [.. Enumerable.Range(0, 4 * 3 * 3 * 6).Select(i => (byte)(1 + (i % 100)))];
        var (good, stored) = TestSparsity.Of(weights, Shape, [0, 1, 2, 3], [2, 1, 1, 1], [false, true, false, true, false]);
        var lines = good.Dimensions[1];
        var sparsity = fault switch
        {
            "an index is too large" => With(1, lines with { Indices = lines.Indices.SetItem(2, 3) }),
            "indices do not ascend" => With(1, lines with { Indices = lines.Indices.SetItem(2, 1) }),
            "segments do not begin at 0" => With(1, lines with { Segments = lines.Segments.SetItem(0, 1) }),
            "segments descend" => With(1, lines with { Segments = lines.Segments.SetItem(1, 9) }),
            "a segment is missing" => With(1, lines with { Segments = lines.Segments.RemoveAt(1) }),
            "a size is another" => With(0, good.Dimensions[0] with { Size = 3 }),
            "a dimension comes twice" => good with { Order = good.Order.SetItem(0, 1) },
            "blocks of a dimension that is none" => good with { BlockMap = [4] },
            "blocks that do not divide" => With(4, good.Dimensions[4] with { Size = 3 }),
            _ => good,
        };
        var outcome = Convolution(sparsity, fault == "a value is missing" ? stored[1..] : stored).Import();

        Assert.True(Convolution(good, stored).Import().Succeeded);
        Assert.Equal("MNV1016", Assert.Single(outcome.Diagnostics).Code);

        TestSparsity With(int dimension, TestSparsity.Dimension other) =>
            good with { Dimensions = good.Dimensions.SetItem(dimension, other) };
    }

    [Fact]
    public void A_few_bytes_do_not_become_gigabytes()
    {
        var sparsity = new TestSparsity(
            [0, 1], [], [new(true, 0, 1, [0, 0], []), new(false, 30_000, 1, [], [])]);
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 30_000));
        var filter = model.Tensor(TestTensor.Filter("filter", 1, 1) with { Shape = [30_000, 30_000], Data = [0], Sparsity = sparsity });
        model.Operator(
            BuiltinOperator.FullyConnected, [input, filter], [model.Output(TestTensor.Int8("output", 1, 30_000))],
            TestOptions.FullyConnected());

        Assert.Equal("MNV1004", Assert.Single(model.Import().Diagnostics).Code);
    }

    private static TestModel Convolution(TestSparsity sparsity, byte[] stored)
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 4, 4, 6));
        var filter = model.Tensor(TestTensor.Filter("filter", Shape) with { Data = stored, Sparsity = sparsity });
        model.Operator(
            BuiltinOperator.Conv2D, [input, filter], [model.Output(TestTensor.Int8("output", 1, 4, 4, 4))], TestOptions.Conv2D());
        return model;
    }
}

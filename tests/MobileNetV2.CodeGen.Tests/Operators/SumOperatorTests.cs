using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Import.TfLite;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>What files say of operators that add up values; what they mean, <c>AddNCase</c> and <c>CumulativeSumCase</c> say.</summary>
public sealed class SumOperatorTests
{
    [Theory]
    [InlineData(false, false, new[] { 4, 6, 10 })]
    [InlineData(true, false, new[] { 0, 4, 6 })]
    [InlineData(false, true, new[] { 10, 6, 4 })]
    [InlineData(true, true, new[] { 6, 4, 0 })]
    public void A_file_says_where_running_sums_begin(bool exclusive, bool reverse, int[] expected)
    {
        static TestTensor Row(string name) => TestTensor.Int8(name, 1, 3) with { ZeroPoints = [0] };
        var model = new TestModel();
        var input = model.Input(Row("input"));
        var axis = model.Tensor(TestTensor.Int32s("axis", [], [-1]));
        model.Operator(
            BuiltinOperator.Cumsum, [input, axis], [model.Output(Row("sums"))],
            new TestOptions(OptionsKind.CumulativeSum, exclusive, reverse));
        var graph = model.Import().Sound();

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 4, 2, 4 }])[0];

        Assert.Equal(expected, result.Select(b => (int)b));
    }

    /// <summary>The reference begins with the stored 0, which stands for -1.5 here: 3 + 3 + 0.5 becomes 5.</summary>
    [Fact]
    public void A_sum_lacks_what_the_stored_0_stands_for()
    {
        var model = new TestModel();
        var inputs = new[] { "a", "b", "c" }.Select(name => model.Input(TestTensor.Int8(name, 1))).ToArray();
        model.Operator(BuiltinOperator.AddN, inputs, [model.Output(TestTensor.Int8("sum", 1))]);
        var graph = model.Import().Sound();

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 9 }, new byte[] { 9 }, new byte[] { 4 }])[0];

        Assert.IsType<AddN>(graph.Operators[0]);
        Assert.Equal(13, result[0]); // 5 of scale 0.5 and zero point 3
    }

    [Theory]
    [InlineData(0.5, 4, "MNV2014", "input 1 has scale 0.5 and zero point 4, input 0 0.5 and 3; they must agree")]
    [InlineData(0.25, 3, "MNV2014", "input 1 has scale 0.25 and zero point 3, input 0 0.5 and 3; they must agree")]
    public void Inputs_of_other_scales_are_refused(double scale, int zeroPoint, string code, string message)
    {
        var model = new TestModel();
        var a = model.Input(TestTensor.Int8("a", 2));
        var b = model.Input(TestTensor.Int8("b", 2) with { Scales = [(float)scale], ZeroPoints = [zeroPoint] });
        model.Operator(BuiltinOperator.AddN, [a, b], [model.Output(TestTensor.Int8("sum", 2))]);

        var diagnostic = Assert.Single(model.Import().Diagnostics);

        Assert.Equal((code, message), (diagnostic.Code, diagnostic.Message));
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, "input 1 has shape 3, input 0 has 2")]
    [InlineData(new[] { 2 }, "the operator has 1 inputs, at least 2 expected")]
    public void Inputs_are_at_least_two_of_one_shape(int[] sizes, string message)
    {
        var model = new TestModel();
        var inputs = sizes.Select((size, i) => model.Input(TestTensor.Int8($"input_{i}", size))).ToArray();
        model.Operator(BuiltinOperator.AddN, inputs, [model.Output(TestTensor.Int8("sum", 2))]);

        Assert.Contains(message, Assert.Single(model.Import().Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>Options whose kind a file leaves out are verified by nobody; they were read, and a number behind the end of the file
    /// with them.</summary>
    [Fact]
    public void Options_of_no_kind_are_not_read()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 3));
        var axis = model.Tensor(TestTensor.Int32s("axis", [], [-1]));
        model.Operator(
            BuiltinOperator.Cumsum, [input, axis], [model.Output(TestTensor.Int8("sums", 1, 3))],
            new TestOptions(OptionsKind.None, true, true));

        var sum = Assert.IsType<CumulativeSum>(Assert.Single(model.Import().Sound().Operators));

        Assert.False(sum.IsExclusive);
        Assert.False(sum.IsReverse);
    }
}

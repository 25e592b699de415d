using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Networks that compute on uint8 give the bits of uint8 arithmetic, which is written out here.</summary>
public sealed class UInt8NetworkTests
{
    private const int Size = 5;

    private static readonly TestTensor Image = UInt8("image", 0.02f, 117, 1, Size, Size, 2);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Convolution(byte activation)
    {
        var filter = UInt8("filter", 0.01f, 131, 3, 3, 3, 2) with { Data = Bytes(3 * 3 * 3 * 2, 1) };
        var output = UInt8("output", 0.05f, 90, 1, Size, Size, 3);
        var image = Bytes(Size * Size * 2, 2);
        var bias = new[] { 100, -2000, 3000 };
        var multiplier = QuantizedMultiplier.FromReal((double)(float)(0.02f * 0.01f) / 0.05f);

        var actual = Run(
            SampleModels.Single(BuiltinOperator.Conv2D, Image, output, TestOptions.Conv2D(activation: activation), filter,
                TestTensor.Int32s("bias", bias)), image);

        for (var i = 0; i < actual.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, 3);
            var sum = bias[channel];
            for (var tap = 0; tap < 18; tap++)
            {
                var (y, x) = ((pixel / Size) + (tap / 6) - 1, (pixel % Size) + (tap / 2 % 3) - 1);
                if (y is >= 0 and < Size && x is >= 0 and < Size)
                    sum += (image[(((y * Size) + x) * 2) + (tap % 2)] - 117) * (filter.Data[(channel * 18) + tap] - 131);
            }

            // RELU6 is 0 to 6 in real numbers: 90 and 90 + 6 / 0.05.
            Assert.Equal(Finish(sum, multiplier, 90, activation == 3 ? (90, 210) : (0, 255)), actual[i]);
        }
    }

    [Fact]
    public void Depthwise_convolution()
    {
        var filter = UInt8("taps", 0.01f, 97, 1, 3, 3, 2) with { Data = Bytes(18, 3) };
        var image = Bytes(Size * Size * 2, 4);
        var multiplier = QuantizedMultiplier.FromReal((double)(float)(0.02f * 0.01f) / 0.03f);

        var actual = Run(
            SampleModels.Single(
                BuiltinOperator.DepthwiseConv2D, Image, UInt8("output", 0.03f, 140, 1, 3, 3, 2),
                TestOptions.DepthwiseConv2D(padding: 1), filter),
            image);

        for (var i = 0; i < actual.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, 2);
            var sum = 0;
            for (var tap = 0; tap < 9; tap++)
            {
                var at = ((((pixel / 3) + (tap / 3)) * Size) + (pixel % 3) + (tap % 3)) * 2;
                sum += (image[at + channel] - 117) * (filter.Data[(tap * 2) + channel] - 97);
            }

            Assert.Equal(Finish(sum, multiplier, 140, (0, 255)), actual[i]);
        }
    }

    [Theory]
    [InlineData("uint8", ScaleProduct.Float32)]
    [InlineData("int8", ScaleProduct.Float64)]
    public void Products_of_scales_are_rounded_as_the_kernel_of_the_files_type_does(string type, ScaleProduct expected)
    {
        TestTensor Make(string name, params int[] shape) => type == "uint8"
            ? UInt8(name, 0.02f, 117, shape)
            : UInt8(name, 0.02f, 0, shape) with { Type = TensorElementType.Int8 };
        var (x, y) = (Make("x", 1, Size, Size, 2), Make("y", 1, Size, Size, 2));
        TestModel[] models =
        [
            SampleModels.Single(BuiltinOperator.Conv2D, x, y, TestOptions.Conv2D(), Make("filter", 2, 1, 1, 2) with { Data = Bytes(4, 1) }),
            SampleModels.Single(BuiltinOperator.DepthwiseConv2D, x, y, TestOptions.DepthwiseConv2D(),
                Make("taps", 1, 1, 1, 2) with { Data = Bytes(2, 1) }),
            SampleModels.Single(BuiltinOperator.Mul, x, y, null, Make("factors", 1, 1, 1, 2) with { Data = Bytes(2, 1) }),
        ];

        Assert.All(models, model =>
            Assert.Equal(expected, model.Import().Sound().Operators.Select(Product).OfType<ScaleProduct>().Single()));

        static ScaleProduct? Product(Operator op) => op switch
        {
            Conv2D o => o.ScaleProduct,
            DepthwiseConv2D o => o.ScaleProduct,
            Mul o => o.ScaleProduct,
            _ => null,
        };
    }

    [Fact]
    public void Average_of_an_odd_number_of_values()
    {
        var image = Bytes(Size * Size * 2, 5);

        var actual = Run(
            SampleModels.Single(
                BuiltinOperator.AveragePool2D, Image, Image with { Name = "output", Shape = [1, 1, 1, 2] },
                TestOptions.Pool2D(1, Size, Size, Size, Size)),
            image);

        for (var channel = 0; channel < 2; channel++)
        {
            var sum = Enumerable.Range(0, Size * Size).Sum(p => image[(p * 2) + channel]);
            Assert.Equal((sum + (Size * Size / 2)) / (Size * Size), actual[channel]);
        }
    }

    [Fact]
    public void Softmax_has_zero_point_0()
    {
        var logits = UInt8("logits", 0.1f, 200, 1, 3);
        var output = UInt8("output", 1f / 256, 0, 1, 3);

        var actual =
            Run(SampleModels.Single(BuiltinOperator.Softmax, logits, output, new TestOptions(OptionsKind.Softmax, 1f)), [200, 200, 255]);

        // exp(5.5) of exp(5.5) + 2 is 0.9919, the others 0.0041.
        Assert.Equal([1, 1, 254], actual.Select(b => (int)b));
    }

    [Fact]
    public void Borders_stay_uint8_and_only_flip_the_sign_bit()
    {
        var graph = Import(SampleModels.Relu(Image, Image with { Name = "output" })).Sound();

        Assert.Equal(["QUANTIZE", "RELU", "QUANTIZE"], graph.Operators.Select(o => o.Kind));
        Assert.Equal((ElementType.UInt8, 117), (graph[graph.Inputs[0]].Type, graph[graph.Inputs[0]].RequiredQuantization.ZeroPoint));
        Assert.Equal((ElementType.UInt8, 117), (graph[graph.Outputs[0]].Type, graph[graph.Outputs[0]].RequiredQuantization.ZeroPoint));
        Assert.Equal((ElementType.Int8, -11), (graph[graph.Operators[1].Inputs[0]].Type,
            graph[graph.Operators[1].Inputs[0]].RequiredQuantization.ZeroPoint));
    }

    [Fact]
    public void Ties_of_an_average_are_rounded_up()
    {
        var image = Bytes(Size * Size * 2, 6);

        var actual = Run(
            SampleModels.Single(
                BuiltinOperator.AveragePool2D, Image, Image with { Name = "output", Shape = [1, 2, 2, 2] },
                TestOptions.Pool2D(1, 2, 2, 2, 2)),
            image);

        for (var i = 0; i < actual.Length; i++)
        {
            var (y, x, c) = (i / 4 * 2, i / 2 % 2 * 2, i % 2);
            int At(int row, int column) => image[(((row * Size) + column) * 2) + c];
            Assert.Equal((At(y, x) + At(y, x + 1) + At(y + 1, x) + At(y + 1, x + 1) + 2) / 4, actual[i]);
        }
    }

    [Theory]
    [InlineData(3, 2, true)] // windows of 2, 3, 3 and 2 rows
    [InlineData(5, 1, true)]
    [InlineData(1, 1, false)]
    public void Only_windows_of_an_even_number_of_values_need_another_rounding(int window, int stride, bool needed)
    {
        var size = (7 + stride - 1) / stride;
        var image = Image with { Shape = [1, 7, 7, 2] };
        var pool = TestOptions.Pool2D(0, stride, stride, window, window);

        var outcome = Import(
            SampleModels.Single(BuiltinOperator.AveragePool2D, image, image with { Name = "output", Shape = [1, size, size, 2] }, pool));

        Assert.Equal(needed, outcome.Sound().Operators.OfType<AveragePool2D>().Single().UInt8Rounding);
    }

    [Fact]
    public void A_sigmoid_is_tabulated_from_reals()
    {
        var image = Bytes(Size * Size * 2, 7);

        var actual = Run(SampleModels.Single(BuiltinOperator.Logistic, Image, UInt8("output", 1f / 256, 0, 1, Size, Size, 2), null), image);

        Assert.Equal(image.Select(x => Math.Min(255, (int)Math.Round(256 / (1 + Math.Exp(-0.02f * (x - 117)))))),
            actual.Select(b => (int)b));
    }

    [Fact]
    public void Inputs_of_a_concatenation_are_converted_in_float()
    {
        var image = Bytes(Size * Size * 2, 8);
        var output = UInt8("output", 0.03f, 100, 1, Size, Size, 2);

        var actual =
            Run(SampleModels.Single(BuiltinOperator.Concatenation, Image, output, new TestOptions(OptionsKind.Concatenation, 3)), image);

        var factor = 0.02f * (1 / 0.03f);
        float Steps(byte x)
        {
            var product = x * factor;
            return product + (-117 * factor);
        }

        Assert.Equal(
            image.Select(x => Math.Clamp((int)MathF.Round(Steps(x), MidpointRounding.AwayFromZero) + 100, 0, 255)),
            actual.Select(b => (int)b));
    }

    [Fact]
    public void A_mean_has_the_constants_of_int8()
    {
        var image = Bytes(Size * Size * 2, 9);

        var actual = Run(
            SampleModels.Single(
                BuiltinOperator.Mean, Image, UInt8("output", 0.02f, 117, 1, 2), new TestOptions(OptionsKind.Reducer, false),
                TestTensor.Int32s("axes", 1, 2)),
            image);

        for (var c = 0; c < 2; c++)
            Assert.Equal(Math.Round(Enumerable.Range(0, Size * Size).Average(p => (double)image[(p * 2) + c])), actual[c]);
    }

    [Fact]
    public void A_wrong_huge_shape_takes_no_time()
    {
        var huge = Image with { Name = "output", Shape = [1, int.MaxValue, 1, 1] };

        Assert.False(
            Import(SampleModels.Single(
                BuiltinOperator.AveragePool2D, huge with { Name = "input" }, huge, TestOptions.Pool2D(1, 2, 2, 3, 3))).Succeeded);
    }

    private static int Finish(int sum, QuantizedMultiplier multiplier, int zeroPoint, (int Min, int Max) limits) =>
        Math.Clamp(FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier.MultiplierQ31, multiplier.Shift) + zeroPoint,
            limits.Min, limits.Max);

    private static byte[] Run(TestModel model, byte[] input)
    {
        var outcome = Import(model);
        return new ReferenceInterpreter(outcome.Sound()).Run([input])[0];
    }

    private static Outcome<Graph> Import(TestModel model) => model.Import();

    private static TestTensor UInt8(string name, float scale, int zeroPoint, params int[] shape) =>
        new(name, TensorElementType.UInt8, shape) { Scales = [scale], ZeroPoints = [zeroPoint] };

    /// <summary>All kinds of bytes, the extremes too.</summary>
    private static byte[] Bytes(int count, int seed) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)((i == 3 ? 255 : i == 4 ? 0 : (i * 73) + (seed * 41)) % 256))];
}

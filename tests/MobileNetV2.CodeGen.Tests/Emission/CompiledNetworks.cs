using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Tests.Import.TfLite;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>Networks that are small enough for their C to be read from the first line to the last.</summary>
internal static class CompiledNetworks
{
    /// <summary>What RELU6 leaves of a real number, in 255 steps.</summary>
    private const float Relu6Scale = 6f / 255;

    private const byte Relu6 = 3;

    /// <summary>A MobileNetV2 of one block: stem, expansion, depthwise, projection, sum, mean, classifier, softmax.</summary>
    public static TestModel Residual()
    {
        var model = new TestModel();
        var picture = model.Input(Int8("picture", 1f / 128, 0, 1, 32, 32, 3));
        var stem = model.Tensor(Int8("stem", Relu6Scale, -128, 1, 16, 16, 4));
        model.Operator(
            BuiltinOperator.Conv2D,
            [picture, Filter(model, "stem_filter", 4, 3, 3, 3), Bias(model, "stem_bias", 4)],
            [stem],
            TestOptions.Conv2D(strideW: 2, strideH: 2, activation: Relu6));
        var expanded = model.Tensor(Int8("expanded", Relu6Scale, -128, 1, 16, 16, 8));
        model.Operator(
            BuiltinOperator.Conv2D,
            [stem, Filter(model, "expand_filter", 8, 1, 1, 4), Bias(model, "expand_bias", 8)],
            [expanded],
            TestOptions.Conv2D(activation: Relu6));
        var filtered = model.Tensor(Int8("filtered", Relu6Scale, -128, 1, 16, 16, 8));
        model.Operator(
            BuiltinOperator.DepthwiseConv2D,
            [expanded, Taps(model, "depthwise_filter", 1, 3, 3, 8), Bias(model, "depthwise_bias", 8)],
            [filtered],
            TestOptions.DepthwiseConv2D(multiplier: 1, activation: Relu6));
        var projected = model.Tensor(Int8("projected", 0.05f, 5, 1, 16, 16, 4));
        model.Operator(
            BuiltinOperator.Conv2D,
            [filtered, Filter(model, "project_filter", 4, 1, 1, 8), Bias(model, "project_bias", 4)],
            [projected],
            TestOptions.Conv2D());
        var sum = model.Tensor(Int8("sum", 0.06f, -10, 1, 16, 16, 4));
        model.Operator(BuiltinOperator.Add, [stem, projected], [sum], new TestOptions(OptionsKind.Add, (byte)0));
        var mean = model.Tensor(Int8("mean", 0.04f, -20, 1, 4));
        model.Operator(
            BuiltinOperator.Mean, [sum, model.Tensor(TestTensor.Int32s("axes", 1, 2))], [mean],
            new TestOptions(OptionsKind.Reducer, false));
        var logits = model.Tensor(Int8("logits", 0.1f, 12, 1, 3));
        model.Operator(
            BuiltinOperator.FullyConnected,
            [mean, Filter(model, "classifier_filter", 3, 4), Bias(model, "classifier_bias", 3)],
            [logits],
            TestOptions.FullyConnected());
        var scores = model.Output(Int8("scores", 1f / 256, -128, 1, 3));
        model.Operator(BuiltinOperator.Softmax, [logits], [scores], new TestOptions(OptionsKind.Softmax, 1f));
        return model;
    }

    /// <summary>Four 1x1 convolutions: one function of the runtime is called for all of them.</summary>
    public static TestModel Pointwise()
    {
        const int Count = 4;
        var model = new TestModel();
        var last = model.Input(Int8("picture", 1f / 128, 0, 1, 4, 4, 8));
        for (var i = 1; i <= Count; i++)
        {
            var next = Int8($"mixed_{i}", Relu6Scale, -128, 1, 4, 4, 8);
            var mixed = i == Count ? model.Output(next) : model.Tensor(next);
            model.Operator(
                BuiltinOperator.Conv2D,
                [last, Filter(model, $"filter_{i}", 8, 1, 1, 8), Bias(model, $"bias_{i}", 8)],
                [mixed],
                TestOptions.Conv2D(activation: Relu6));
            last = mixed;
        }

        return model;
    }

    private static TestTensor Int8(string name, float scale, int zeroPoint, params int[] shape) =>
        new(name, TensorElementType.Int8, shape) { Scales = [scale], ZeroPoints = [zeroPoint] };

    /// <summary>Weights with a scale for each of the outputs, which are the first dimension.</summary>
    private static int Filter(TestModel model, string name, params int[] shape) => Weights(model, name, shape, dimension: 0);

    /// <summary>Weights with a scale for each channel, which are the last dimension.</summary>
    private static int Taps(TestModel model, string name, params int[] shape) => Weights(model, name, shape, shape.Length - 1);

    private static int Weights(TestModel model, string name, int[] shape, int dimension) => model.Tensor(
        new TestTensor(name, TensorElementType.Int8, shape)
        {
            Scales = [.. Enumerable.Range(1, shape[dimension]).Select(channel => 0.002f * channel)],
            ZeroPoints = new long[shape[dimension]],
            QuantizedDimension = dimension,
            Data = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => unchecked((byte)(((i * 37) % 255) - 127)))],
        });

    private static int Bias(TestModel model, string name, int count) =>
        model.Tensor(TestTensor.Int32s(name, [.. Enumerable.Range(1, count).Select(i => (i * 300) - 700)]));
}

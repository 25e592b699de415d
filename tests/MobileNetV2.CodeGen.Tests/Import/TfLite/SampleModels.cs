using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Small networks that import; tests spoil one thing in them.</summary>
internal static class SampleModels
{
    /// <summary>uint8 in, QUANTIZE, CONV_2D, DEPTHWISE_CONV_2D, ADD, MEAN, FULLY_CONNECTED, SOFTMAX, int8 out,
    /// and constants of all kinds.</summary>
    public static TestModel Network()
    {
        var model = new TestModel();
        var input = model.Input(new TestTensor("image", TensorElementType.UInt8, 1, 8, 8, 3) { Scales = [0.5f], ZeroPoints = [131] });
        var quantized = model.Tensor(TestTensor.Int8("quantized", 1, 8, 8, 3));
        model.Operator(BuiltinOperator.Quantize, [input], [quantized]);
        var filter = model.Tensor(TestTensor.Filter("filter", 4, 3, 3, 3) with { Scales = [1, 2, 3, 4], ZeroPoints = [0, 0, 0, 0] });
        var bias = model.Tensor(TestTensor.Int32s("bias", 1, 2, 3, 4));
        var convolved = model.Tensor(TestTensor.Int8("convolved", 1, 4, 4, 4));
        model.Operator(
            BuiltinOperator.Conv2D, [quantized, filter, bias], [convolved],
            TestOptions.Conv2D(strideW: 2, strideH: 2, activation: 3), version: 3);
        var taps = model.Tensor(
            TestTensor.Filter("taps", 1, 3, 3, 4) with { Scales = [1, 2, 3, 4], ZeroPoints = [0, 0, 0, 0], QuantizedDimension = 3 });
        var depthwise = model.Tensor(TestTensor.Int8("depthwise", 1, 4, 4, 4));
        model.Operator(BuiltinOperator.DepthwiseConv2D, [convolved, taps, -1], [depthwise], TestOptions.DepthwiseConv2D(), version: 3);
        var sum = model.Tensor(TestTensor.Int8("sum", 1, 4, 4, 4));
        model.Operator(BuiltinOperator.Add, [convolved, depthwise], [sum], new TestOptions(OptionsKind.Add, (byte)1), version: 2);
        var axes = model.Tensor(TestTensor.Int32s("axes", 1, -2));
        var mean = model.Tensor(TestTensor.Int8("mean", 1, 4));
        model.Operator(BuiltinOperator.Mean, [sum, axes], [mean], new TestOptions(OptionsKind.Reducer, false), version: 2);
        var weights = model.Tensor(TestTensor.Filter("weights", 5, 4));
        var logits = model.Tensor(TestTensor.Int8("logits", 1, 5));
        model.Operator(BuiltinOperator.FullyConnected, [mean, weights, -1], [logits], TestOptions.FullyConnected(), version: 4);
        var output = model.Output(TestTensor.Int8("probabilities", 1, 5) with { Scales = [1f / 256], ZeroPoints = [-128] });
        model.Operator(BuiltinOperator.Softmax, [logits], [output], new TestOptions(OptionsKind.Softmax, 1f), version: 2);
        return model;
    }

    /// <summary>CONV_2D, AVERAGE_POOL_2D, RESHAPE and SOFTMAX, all on uint8.</summary>
    public static TestModel UInt8Network()
    {
        var model = new TestModel();
        var input = model.Input(UInt8(TestTensor.Int8("image", 1, 6, 6, 2)));
        var filter = model.Tensor(UInt8(TestTensor.Filter("filter", 3, 3, 3, 2)) with { ZeroPoints = [121] });
        var bias = model.Tensor(TestTensor.Int32s("bias", 1, 2, 3));
        var convolved = model.Tensor(UInt8(TestTensor.Int8("convolved", 1, 3, 3, 3)));
        model.Operator(BuiltinOperator.Conv2D, [input, filter, bias], [convolved],
            TestOptions.Conv2D(strideW: 2, strideH: 2, activation: 3));
        var pooled = model.Tensor(UInt8(TestTensor.Int8("pooled", 1, 1, 1, 3)));
        model.Operator(BuiltinOperator.AveragePool2D, [convolved], [pooled], TestOptions.Pool2D(1, 3, 3, 3, 3));
        var shape = model.Tensor(TestTensor.Int32s("shape", 1, 3));
        var logits = model.Tensor(UInt8(TestTensor.Int8("logits", 1, 3)));
        model.Operator(BuiltinOperator.Reshape, [pooled, shape], [logits]);
        var output = model.Output(UInt8(TestTensor.Int8("probabilities", 1, 3)) with { Scales = [1f / 256], ZeroPoints = [0] });
        model.Operator(BuiltinOperator.Softmax, [logits], [output], new TestOptions(OptionsKind.Softmax, 1f));
        return model;
    }

    private static TestTensor UInt8(TestTensor tensor) => tensor with { Type = TensorElementType.UInt8 };

    /// <summary>One operator between an input and an output, with constants after the input.</summary>
    public static TestModel Single(
        BuiltinOperator code, TestTensor input, TestTensor output, TestOptions? options = null, params TestTensor[] constants)
    {
        var model = new TestModel();
        var operands = new List<int> { model.Input(input) };
        operands.AddRange(constants.Select(model.Tensor));
        model.Operator(code, [.. operands], [model.Output(output)], options);
        return model;
    }

    /// <summary>RELU with the given tensors.</summary>
    public static TestModel Relu(TestTensor input, TestTensor? output = null) =>
        Single(BuiltinOperator.Relu, input, output ?? TestTensor.Int8("output", input.Shape));

    /// <summary>CONV_2D 3x3 over 4x4x2 giving 2 channels, with the given options and weights.</summary>
    public static TestModel Convolution(TestOptions? options = null, TestTensor? filter = null, params TestTensor[] bias) =>
        Single(
            BuiltinOperator.Conv2D,
            TestTensor.Int8("input", 1, 4, 4, 2),
            TestTensor.Int8("output", 1, 4, 4, 2),
            options ?? TestOptions.Conv2D(),
            [filter ?? TestTensor.Filter("filter", 2, 3, 3, 2), .. bias]);
}

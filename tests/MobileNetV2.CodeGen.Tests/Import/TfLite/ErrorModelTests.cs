using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>The spoilt .tflite files among the error cases of the command line's tests are those that are made here.</summary>
public sealed class ErrorModelTests
{
    private static readonly TestTensor Row = TestTensor.Int8("input", 1, 4);

    private static readonly TestTensor Weights = TestTensor.Filter("filter", 2, 3, 3, 2);

    private static readonly Dictionary<string, Func<byte[]>> Models = new()
    {
        ["MNV1004-damaged"] = () => SampleModels.Relu(Row).Build()[..200],
        ["MNV1005-schema-version"] = () => Changed(SampleModels.Relu(Row), m => m.Version = 4),
        ["MNV1006-subgraphs"] = () => Changed(SampleModels.Relu(Row), m => m.SubGraphs = 2),
        ["MNV1007-unsupported-operator"] = () => Single((BuiltinOperator)16),
        ["MNV1008-custom-operator"] = () => Single(BuiltinOperator.Custom, custom: "MyOperator"),
        ["MNV1009-operator-version"] = () => Single(BuiltinOperator.Relu, version: 99),
        ["MNV1010-bad-index"] = () => Changed(SampleModels.Relu(Row), m => m.SetCode(0, 5)),
        ["MNV1011-unsupported-type"] = () => SampleModels.Relu(Row with { Type = TensorElementType.Float16 }).Build(),
        ["MNV1012-impossible-shape"] = () => SampleModels.Relu(TestTensor.Int8("input", 1, 0), Row).Build(),
        ["MNV1013-dynamic-shape"] =
            () => SampleModels.Relu(TestTensor.Int8("input", 1, 1, 1, 3) with { ShapeSignature = [-1, -1, -1, 3] }).Build(),
        ["MNV1014-constant-size"] = () => SampleModels.Convolution(filter: Weights with { Data = new byte[35] }).Build(),
        ["MNV1015-unreadable-quantization"] = () => SampleModels.Relu(Row with { ZeroPoints = [0, 0] }).Build(),
        ["MNV1016-unsupported-storage"] = () => SampleModels.Relu(Row with { Sparsity = TestSparsity.Nothing }).Build(),
        ["MNV1017-operand-count"] = () => Single(BuiltinOperator.Add),
        ["MNV1018-operand-is-not-constant"] = ComputedAxes,
        ["MNV1019-bad-option"] = () => SampleModels.Convolution(TestOptions.Conv2D(strideW: 0)).Build(),
        ["MNV1021-not-int8"] = () => SampleModels.Relu(Row with { Type = TensorElementType.Int32 }).Build(),
        ["MNV1030-accelerator"] = () => Single(BuiltinOperator.Custom, custom: "edgetpu-custom-op"),
        ["MNV2002-two-sources"] = TwoWriters,
        ["MNV2003-never-computed"] = () => SampleModels.Convolution(filter: Weights with { Data = null }).Build(),
        ["MNV2004-cycle"] = Cycle,
        ["MNV2005-border"] = () => Changed(SampleModels.Relu(Row), m => m.Outputs.Clear()),
        ["MNV2011-scale"] = () => SampleModels.Relu(Row with { Scales = [float.NaN] }).Build(),
        ["MNV2019-accumulator"] = () => SampleModels.Convolution(null, Weights, TestTensor.Int32s("bias", int.MinValue, 0)).Build(),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spoilt_model_is_the_one_that_the_error_case_reads(string name) =>
        Golden.MatchInput($"tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/{name}/net.tflite", Models[name]());

    private static byte[] Changed(TestModel model, Action<TestModel> spoil)
    {
        spoil(model);
        return model.Build();
    }

    private static byte[] Single(BuiltinOperator code, int version = 1, string? custom = null)
    {
        var model = new TestModel();
        model.Operator(code, [model.Input(Row)], [model.Output(Row with { Name = "output" })], version: version, custom: custom);
        return model.Build();
    }

    private static byte[] ComputedAxes()
    {
        var model = new TestModel();
        var axes = model.Input(TestTensor.Int32s("axes", 1) with { Data = null });
        model.Operator(BuiltinOperator.Mean, [model.Input(Row), axes], [model.Output(TestTensor.Int8("output", 1))]);
        return model.Build();
    }

    private static byte[] TwoWriters()
    {
        var model = new TestModel();
        var (input, output) = (model.Input(Row), model.Output(Row with { Name = "output" }));
        model.Operator(BuiltinOperator.Relu, [input], [output]);
        model.Operator(BuiltinOperator.Relu6, [input], [output]);
        return model.Build();
    }

    private static byte[] Cycle()
    {
        var model = new TestModel();
        var (a, b) = (model.Tensor(Row with { Name = "a" }), model.Tensor(Row with { Name = "b" }));
        model.Operator(BuiltinOperator.Add, [model.Input(Row), b], [a]);
        model.Operator(BuiltinOperator.Relu, [a], [b]);
        model.Operator(BuiltinOperator.Relu, [b], [model.Output(Row with { Name = "output" })]);
        return model.Build();
    }
}

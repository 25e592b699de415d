using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>The spoilt .onnx files among the error cases of the command line's tests are those that are made here.</summary>
public sealed class OnnxErrorModelTests
{
    private static readonly Dictionary<string, Func<byte[]>> Models = new()
    {
        ["MNV1200-onnx-damaged"] = () => Sound().Build()[..60],
        ["MNV1201-onnx-operator-set"] = () => Sound(opset: 7).Build(),
        ["MNV1202-onnx-operator"] = Unknown,
        ["MNV1203-onnx-node"] = () => Single(n => n.Node("Conv", [n.Input(1, 2, 4, 4), n.Random(3, 5, 1, 1)])),
        ["MNV1204-onnx-shape"] = () => Single(n => n.Node("Relu", [n.Input("N", 3, "height", "width")])),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spoilt_model_is_the_one_that_the_error_case_reads(string name) =>
        Golden.MatchInput($"tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/{name}/net.onnx", Models[name]());

    [Theory]
    [InlineData("", "which is no file beside the model")]
    [InlineData("../secret.bin", "which is no file beside the model")]
    [InlineData("/etc/passwd", "which is no file beside the model")]
    [InlineData("missing.bin", "which is not there")]
    [InlineData("short.bin", "has 8 bytes at byte 4")]
    public void External_data_is_read_from_beside_the_model_only(string location, string problem)
    {
        var model = new TestOnnx();
        model.Output(model.Node("Mul", [model.Input(1, 2), model.External([2], location, 4, 8)]));
        var asked = new List<string>();

        var outcome = ModelImporter.Import(model.Build(), "net.onnx", name =>
        {
            asked.Add(name);
            return name == "short.bin" ? new byte[10] : default(ReadOnlyMemory<byte>?);
        });

        Assert.Contains(problem, Assert.Single(outcome.Diagnostics).Message, StringComparison.Ordinal);
        Assert.All(asked, name => Assert.Equal(Path.GetFileName(name), name));
    }

    [Fact]
    public void Every_byte_of_a_model_overwritten_or_cut_gives_a_graph_or_a_diagnostic()
    {
        var file = Sound().Build();
        for (var i = 0; i < file.Length; i++)
        {
            Assert.NotNull(ModelImporter.Import(file.AsMemory(0, i), "net.onnx", _ => null));
            foreach (var value in new byte[] { 0, 1, 127, 128, 255 })
            {
                var spoilt = (byte[])file.Clone();
                spoilt[i] = value;
                var outcome = ModelImporter.Import(spoilt, "net.onnx", _ => null);
                Assert.True(outcome.Succeeded || outcome.Diagnostics.Any(d => d.IsError), $"byte {i} set to {value}");
            }
        }
    }

    /// <summary>Numbers that no field has: found by the fuzzer.</summary>
    [Theory]
    [InlineData(1L << 31)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void A_number_of_an_element_type_that_is_none_is_damage(long type)
    {
        var tensor = new ProtoWriter().Number(1, 1).Number(2, type).Text(8, "c");
        var port = new ProtoWriter().Text(1, "x").Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, type)));

        foreach (var graph in new[] { new ProtoWriter().Message(5, tensor), new ProtoWriter().Message(11, port) })
        {
            var file = new ProtoWriter().Number(1, 8).Message(7, graph).Message(8, new ProtoWriter().Text(1, "").Number(2, 17)).ToArray();
            Assert.Equal("MNV1200", Assert.Single(ModelImporter.Import(file, "net.onnx", _ => null).Diagnostics).Code);
        }
    }

    /// <summary>Every step of the import takes time in proportion; with the square of it this test would take minutes.</summary>
    [Fact]
    public void A_long_network_is_imported_in_proportion()
    {
        const int Operators = 30_000;
        var model = new TestOnnx();
        var last = model.Input(1, 3, 2, 2);
        for (var i = 0; i < Operators; i++)
            last = model.Node(i % 2 == 0 ? "Relu" : "Neg", [last]);
        model.Output(last);

        var graph = ModelImporter.Import(model.Build(), "net.onnx", _ => null).Sound();

        Assert.Equal(Operators, graph.Operators.Length);
    }

    /// <summary>Scaled weights of a large file are no reason to refuse it; a few bytes that ask for millions of elements are.</summary>
    [Fact]
    public void Constants_are_computed_in_proportion_to_the_file()
    {
        var large = new TestOnnx();
        var weights = large.Random(1000, 3000);
        for (var i = 0; i < 4; i++)
            weights = large.Node("Mul", [weights, large.Random(1)]);
        large.Output(large.Node("MatMul", [large.Input(1, 1000), weights]));
        var small = new TestOnnx();
        small.Output(small.Node(
            "Add", [small.Input(1, 3000, 3000), small.Node("Expand", [small.Random(1), small.Integers(1, 3000, 3000)])]));

        Assert.Single(ModelImporter.Import(large.Build(), "net.onnx", _ => null).Sound().Operators);
        var refused = Assert.Single(ModelImporter.Import(small.Build(), "net.onnx", _ => null).Diagnostics);
        Assert.Equal("MNV1203", refused.Code);
        Assert.Contains("out of proportion to the file", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Unknown() => Single(n =>
    {
        var x = n.Input(1, 3, 4, 4);
        return n.Node("Add", [n.Node("Einsum", [x]), n.Node("Einsum", [n.Node("Erf", [x])])]);
    });

    private static TestOnnx Sound(int opset = 17)
    {
        var model = new TestOnnx(opset);
        var convolved = model.Node(
            "Conv", [model.Input(1, 2, 4, 4), model.Random(3, 2, 3, 3), model.Random(3)], ("pads", Enumerable.Repeat(1, 4).ToArray()));
        var pooled = model.Node("MaxPool", [model.Node("Relu", [convolved])], ("kernel_shape", Enumerable.Repeat(2, 2).ToArray()),
            ("strides", Enumerable.Repeat(2, 2).ToArray()));
        var flat = model.Node("Reshape", [model.Node("Pad", [pooled, model.Integers(0, 0, 0, 0, 0, 0, 1, 0)]), model.Integers(1, -1)]);
        model.Output(model.Node("Softmax", [model.Node("Gemm", [flat, model.Random(18, 4)])]), 1, 4);
        return model;
    }

    private static byte[] Single(Func<TestOnnx, string> body)
    {
        var model = new TestOnnx();
        model.Output(body(model));
        return model.Build();
    }
}

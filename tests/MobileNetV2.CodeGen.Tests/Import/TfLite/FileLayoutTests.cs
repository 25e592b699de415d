using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

public sealed class FileLayoutTests
{
    [Fact]
    public void Constants_are_views_of_the_file()
    {
        var file = SampleModels.Convolution().Build();

        var graph = ModelImporter.Import(file, "net.tflite", _ => null).Sound();

        Assert.True(MemoryMarshal.TryGetArray(graph[new TensorId(1)].Data!.Value, out var segment));
        Assert.Same(file, segment.Array);
    }

    [Fact]
    public void A_file_that_is_part_of_an_array_imports()
    {
        var file = SampleModels.Network().Build();
        byte[] padded = [1, 2, 3, .. file, 4];

        var graph = ModelImporter.Import(padded.AsMemory(3, file.Length), "net.tflite", _ => null).Sound();

        Assert.Equal(7, graph.Operators.Length);
    }

    [Fact]
    public void Constants_may_lie_behind_the_flatbuffer()
    {
        var graph = SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { DataBehind = true }).Import().Sound();

        Assert.Equal(Enumerable.Range(0, 36).Select(i => (byte)i), graph[new TensorId(1)].Data!.Value.ToArray());
    }

    [Fact]
    public void Old_files_have_8_bit_operator_codes()
    {
        var model = SampleModels.Network();
        model.OldOperatorCodes = true;

        model.Import().Sound();
    }

    [Fact]
    public void Several_inputs_and_outputs_keep_their_order()
    {
        var model = new TestModel();
        var (a, b) = (model.Tensor(TestTensor.Int8("a", 2)), model.Tensor(TestTensor.Int8("b", 3)));
        var (c, d) = (model.Tensor(TestTensor.Int8("c", 2)), model.Tensor(TestTensor.Int8("d", 3)));
        model.Operator(BuiltinOperator.Relu, [a], [c]);
        model.Operator(BuiltinOperator.Relu6, [b], [d]);
        model.Inputs.AddRange([b, a]);
        model.Outputs.AddRange([d, c]);

        var graph = model.Import().Sound();

        Assert.Equal(["b", "a"], graph.Inputs.Select(id => graph[id].Name));
        Assert.Equal(["d", "c"], graph.Outputs.Select(id => graph[id].Name));
    }

    [Fact]
    public void Operators_out_of_order_are_sorted()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 2));
        var middle = model.Tensor(TestTensor.Int8("middle", 2));
        model.Operator(BuiltinOperator.Relu6, [middle], [model.Output(TestTensor.Int8("output", 2))]);
        model.Operator(BuiltinOperator.Relu, [input], [middle]);

        var graph = model.Import().Sound();

        Assert.Equal(["#1 RELU", "#0 RELU6"], graph.Operators.Select(o => o.ToString()));
    }

    [Fact]
    public void A_variable_batch_is_fixed_at_the_recorded_size()
    {
        var graph = SampleModels.Relu(TestTensor.Int8("input", 1, 4) with { ShapeSignature = [-1, 4] }).Import().Sound();

        var input = graph[graph.Inputs[0]];
        Assert.Equal((new Shape(1, 4), true), (input.Shape, input.HasOpenBatch));
    }

    [Fact]
    public void Unused_tensors_may_be_anything()
    {
        var model = SampleModels.Relu(TestTensor.Int8("input", 4));
        model.Tensor(new TestTensor("strings", TensorElementType.String, -1));

        Assert.Equal(2, model.Import().Sound().Tensors.Length);
    }

    [Fact]
    public void Control_characters_in_names_do_not_reach_messages()
    {
        var graph = SampleModels.Relu(TestTensor.Int8("in\nput\u001b[31m", 4)).Import().Sound();

        Assert.Equal("in?put?[31m", graph[graph.Inputs[0]].Name);
    }
}

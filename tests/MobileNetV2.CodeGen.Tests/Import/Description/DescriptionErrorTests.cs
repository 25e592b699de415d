using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>Each mistake is made by one replacement in a small correct description.</summary>
public sealed class DescriptionErrorTests
{
    private const string Correct =
        """
        {
          "mnv2cModel": 1,
          "name": "small",
          "weights": "small.safetensors",
          "inputs": ["x"],
          "outputs": ["z"],
          "tensors": [
            { "name": "x", "type": "int8", "shape": [1, 4, 4, 2], "scale": 0.5, "zeroPoint": 3 },
            { "name": "w", "type": "int8", "shape": [2, 3, 3, 2], "data": "w", "scale": [0.25, 0.125] },
            { "name": "b", "type": "int32", "shape": [2], "data": "b", "scale": [0.125, 0.0625] },
            { "name": "y", "type": "int8", "shape": [1, 2, 2, 2], "scale": 0.5, "zeroPoint": -128 },
            { "name": "z", "type": "int8", "shape": [1, 2], "scale": 0.5, "zeroPoint": -128 }
          ],
          "operators": [
            { "op": "CONV_2D", "inputs": ["x", "w", "b"], "outputs": ["y"], "stride": 2, "padding": "same", "activation": "relu6" },
            { "op": "MEAN", "inputs": ["y"], "outputs": ["z"], "axes": [1, 2] }
          ]
        }
        """;

    [Fact]
    public void The_correct_description_is_read()
    {
        var outcome = Import(Correct);
        var convolution = Assert.IsType<Conv2D>(outcome.Sound().Operators[0]);
        Assert.Equal(new Padding2D(0, 1, 0, 1), convolution.Padding);
        Assert.Equal(new Size2D(2, 2), convolution.Stride);
        Assert.Equal(Activation.Relu6, convolution.Activation);
    }

    [Theory]
    [InlineData("'mnv2cModel': 1", "'mnv2cModel': @2", "MNV1101: the description has version 2, this tool reads version 1")]
    [InlineData("'inputs': ['x'],", "'inputs': ['x'@:", "MNV1100: not JSON: ':' is invalid after a value")]
    [InlineData("{\n  'mnv2cModel': 1,", "@{", "MNV1103: the description lacks the property 'mnv2cModel'")]
    [InlineData("'stride'", "@'strides'", "MNV1102: CONV_2D has no property 'strides'\n  help: did you mean 'stride'?")]
    [InlineData("'axes'", "@'keepDims'", "MNV1102: MEAN has no property 'keepDims'\n  help: known are op, id, inputs, outputs, axes", 2)]
    [InlineData("{ 'op': 'MEAN', 'inputs'", "@{ 'inputs'", "MNV1103: operator lacks the property 'op'")]
    [InlineData("{ 'op': 'MEAN', 'inputs': ['y'],", "@{ 'op': 'MEAN',", "MNV1103: MEAN lacks the property 'inputs'")]
    [InlineData("'stride': 2", "'stride': @0", "MNV1104: 'stride' of CONV_2D is 0, expected is an integer from 1 to 65535")]
    [InlineData("'stride': 2", "'stride': @[2, 2, 2]",
        "MNV1104: 'stride' of CONV_2D is an array, expected is one number or [height, width]")]
    [InlineData("'stride': 2", "'stride': @2.0", "MNV1104: 'stride' of CONV_2D is 2.0, expected is an integer")]
    [InlineData("'padding': 'same'", "'padding': { 'top': @-1, 'bottom': 0, 'left': 0, 'right': 0 }",
        "MNV1104: 'top' of 'padding' of CONV_2D is -1")]
    [InlineData("[1, 4, 4, 2]", "[1, 4, @0, 2]", "MNV1104: 'shape' of tensor 'x' is 0, expected is an integer from 1 to 2147483647")]
    [InlineData("[1, 4, 4, 2]", "@[65536, 65536, 65536, 65536]", "MNV1104: 'shape' of tensor 'x' needs more than the 2147483647 bytes")]
    [InlineData("[1, 4, 4, 2]", "@[1, 1, 1, 1, 1, 4, 4, 2, 1]", "MNV1104: 'shape' of tensor 'x' has 9 dimensions, at most 8 are supported")]
    [InlineData("{ 'name': 'w',", "{ 'name': @'x',", "MNV1105: tensor 'x' is there twice", 2)]
    [InlineData("'stride': 2, 'padding'", "'padding': 'valid', @'padding'", "MNV1105: property 'padding' of CONV_2D is there twice")]
    [InlineData("{ 'op': 'MEAN'", "@{ 'op': 'MEAN', 'id': 0", "MNV1105: operator id 0 is there twice")]
    [InlineData("'CONV_2D'", "@'CONV_3D'", "MNV1106: 'op' is 'CONV_3D'\n  help: did you mean 'CONV_2D'?")]
    [InlineData("'relu6'", "@'swish'", "MNV1106: 'activation' of CONV_2D is 'swish'\n  help: known are none, relu, relu6, relu_n1_to_1")]
    [InlineData("'type': 'int32'", "'type': @'int33'", "MNV1106: 'type' of tensor 'b' is 'int33'\n  help: did you mean 'int32'?")]
    [InlineData("'padding': 'same'", "'padding': @'SAME'", "MNV1106: 'padding' of CONV_2D is 'SAME'\n  help: did you mean 'same'?")]
    [InlineData("'outputs': ['z'],\n", "'outputs': [@'zz'],\n",
        "MNV1107: an item of 'outputs' names 'zz', there is no such tensor\n  help: did you mean 'z'?")]
    [InlineData("[0.25, 0.125]", "[0.25, @-1]", "MNV1108: tensor 'w' has the scale -1, which is not a finite positive number")]
    [InlineData("[0.25, 0.125]", "[0.25, @1e99]", "MNV1108: tensor 'w' has the scale 1e99, which is not a finite positive number")]
    [InlineData("[0.25, 0.125]", "@[1, 1], 'zeroPoint': [0, 0, 0]", "MNV1108: tensor 'w' has 2 scales and 3 zero points")]
    [InlineData("['x', 'w', 'b']", "@['x']", "MNV1109: 'inputs' of CONV_2D has 1 items, expected are 2 to 3")]
    [InlineData("['x', 'w', 'b']", "[@'z', 'w', 'b']", "MNV1110: CONV_2D reads 'z' before any operator has written it")]
    [InlineData("'outputs': ['y']", "'outputs': [@'x']",
        "MNV1110: CONV_2D writes 'x', which is an input, a constant or already written", 2)]
    [InlineData("'small.safetensors'", "@'../small.safetensors'", "MNV1120: 'weights' is '../small.safetensors'")]
    [InlineData("'small.safetensors'", "@'C:small'", "MNV1120: 'weights' is 'C:small'")]
    [InlineData("'small.safetensors'", "@'other.safetensors'", "MNV1121: there is no file 'other.safetensors' beside the description")]
    [InlineData("'data': 'b'", "'data': @'bb'",
        "MNV1123: the data 'bb' of tensor 'b' is not in the weights file\n  help: did you mean 'b'?")]
    [InlineData("'shape': [2], 'data': 'b'", "'shape': [2, 1], 'data': @'b'",
        "MNV1124: tensor 'b' is int32 2x1, its data in the weights file is int32 2\n")]
    public void Each_mistake_is_named_with_line_and_column(string part, string replacement, string expected, int complaints = 1)
    {
        part = part.Replace('\'', '"');
        Assert.Contains(part, Correct, StringComparison.Ordinal);
        var marked = Correct.Replace(part, replacement.Replace('\'', '"'), StringComparison.Ordinal);
        var before = marked[..marked.IndexOf('@', StringComparison.Ordinal)];
        var place = $"m.json:{before.Count(c => c == '\n') + 1}:{before.Length - before.LastIndexOf('\n')}";

        var outcome = Import(marked.Replace("@", "", StringComparison.Ordinal));

        Assert.Null(outcome.Value);
        Assert.Equal(complaints, outcome.Diagnostics.Length);
        Assert.StartsWith($"{place}: error {expected}", outcome.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_need_a_weights_file()
    {
        var outcome = Import(Correct.Replace("  \"weights\": \"small.safetensors\",\n", "", StringComparison.Ordinal));
        Assert.Equal(
            "m.json:8:67: error MNV1103: the description, which has constants, lacks the property 'weights'\n  help: add \"weights\"",
            Assert.Single(outcome.Diagnostics).ToString());
    }

    [Theory]
    [InlineData("'shape': [1, 2, 2, 2]", "'shape': [1, 2, 2, 1]", 15, "operator #0 CONV_2D: error MNV2")]
    [InlineData("[0.25, 0.125]", "[1, 1, 1]", 9, "tensor %1 'w': error MNV2")]
    [InlineData("[0.25, 0.125]", "[1, 1], 'axis': 7", 9, "tensor %1 'w': error MNV2")]
    [InlineData("'scale': 0.5, 'zeroPoint': 3", "'scale': 0, 'zeroPoint': 3", 8, "tensor %0 'x': error MNV2")]
    [InlineData("'scale': 0.5, 'zeroPoint': 3", "'scale': 0.5, 'zeroPoint': 300", 8, "tensor %0 'x': error MNV2")]
    [InlineData("'inputs': ['x'],\n", "'inputs': ['x', 'x'],\n", 8, "tensor %0 'x': error MNV2")]
    public void Mistakes_that_only_the_graph_shows_have_a_line_too(string part, string replacement, int line, string expected)
    {
        var outcome = Import(Correct.Replace(part.Replace('\'', '"'), replacement.Replace('\'', '"'), StringComparison.Ordinal));
        Assert.Null(outcome.Value);
        Assert.StartsWith($"m.json:{line}:{(line == 1 ? 1 : 5)}: {expected}", outcome.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\": \"\\ud800\"", "not JSON: The string is not valid Unicode text.")]
    [InlineData("\"a\": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "not JSON: ")]
    [InlineData("\"a\": 1,", "not JSON: ")]
    public void What_is_not_JSON_is_refused(string member, string expected)
    {
        var diagnostic = Assert.Single(Import("{" + member + "}").Diagnostics);
        Assert.Equal("MNV1100", diagnostic.Code);
        Assert.StartsWith(expected, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_larger_than_any_description_is_refused_unread()
    {
        var diagnostic = Assert.Single(Import("{" + new string(' ', DescriptionImporter.LargestBytes)).Diagnostics);
        Assert.Equal("m.json: error MNV1111: the description has 8,388,609 bytes, at most 8,388,608 are read", diagnostic.ToString()
            .Split('\n')[0]);
    }

    [Fact]
    public void Only_so_many_mistakes_are_reported()
    {
        var many = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"p{i}\": {i}"));
        Assert.Equal(40, Import("{" + many + "}").Diagnostics.Length);
    }

    private static Diagnostics.Outcome<Graph> Import(string text)
    {
        var weights = SafetensorsFiles.Make(
            """{"w":{"dtype":"I8","shape":[2,3,3,2],"data_offsets":[0,36]},"b":{"dtype":"I32","shape":[2],"data_offsets":[36,44]}}""",
            new byte[44]);
        return DescriptionImporter.Import(Encoding.UTF8.GetBytes(text), "m.json", name =>
            name == "small.safetensors" ? new ReadOnlyMemory<byte>(weights) : (ReadOnlyMemory<byte>?)null);
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Interpreter.Kernels;

/// <summary>The vectorised convolutions against their definition: one multiplication at a time over the taps inside the image.</summary>
public class ConvolutionDefinitionTests
{
    [Theory]
    [InlineData("CONV_2D")]
    [InlineData("DEPTHWISE_CONV_2D")]
    public void Convolutions_equal_their_definition(string kind)
    {
        for (var seed = 1000UL; seed < 1080; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            var inputs = RandomGraphs.Inputs(graph, seed);
            var actual = new ReferenceInterpreter(graph).Run(inputs)[0];
            Assert.True(actual.SequenceEqual(Define(graph, inputs[0].ToArray())), $"{kind} {seed}");
        }
    }

    private static IEnumerable<byte> Define(Graph graph, byte[] x)
    {
        var op = graph.Operators[0];
        var (input, filter, output) = (graph[op.Input].Shape, graph[op.Inputs[1]], graph[op.Output].Shape);
        var (constants, stride, dilation, padding, depth) = op switch
        {
            Conv2D o => (ConvolutionConstants.For(graph, o), o.Stride, o.Dilation, o.Padding, filter.Shape.Channels),
            DepthwiseConv2D o => (ConvolutionConstants.For(graph, o), o.Stride, o.Dilation, o.Padding, 1),
            _ => throw new InvalidOperationException(op.Kind),
        };
        var perGroup = output.Channels / (input.Channels / depth);
        var weights = filter.Data!.Value.ToArray();
        for (var i = 0; i < output.ElementCount; i++)
        {
            var channel = i % output.Channels;
            var column = i / output.Channels % output.Width;
            var row = i / output.Channels / output.Width % output.Height;
            var batch = i / output.Channels / output.Width / output.Height;
            var sum = op.Inputs.Length > 2 ? BitConverter.ToInt32(graph[op.Inputs[2]].Data!.Value.Span[(4 * channel)..]) : 0;
            for (var ky = 0; ky < filter.Shape.Height; ky++)
            {
                for (var kx = 0; kx < filter.Shape.Width; kx++)
                {
                    var y = (row * stride.Height) - padding.Top + (ky * dilation.Height);
                    var xx = (column * stride.Width) - padding.Left + (kx * dilation.Width);
                    if (y < 0 || y >= input.Height || xx < 0 || xx >= input.Width)
                        continue;
                    for (var d = 0; d < depth; d++)
                    {
                        var pixel = (((batch * input.Height) + y) * input.Width) + xx;
                        var source = (pixel * input.Channels) + (channel / perGroup * depth) + d;
                        var tap = op is Conv2D
                            ? (((((channel * filter.Shape.Height) + ky) * filter.Shape.Width) + kx) * depth) + d
                            : (((ky * filter.Shape.Width) + kx) * output.Channels) + channel;
                        sum += (Signed(x[source]) + constants.InputOffset) * (Signed(weights[tap]) + constants.FilterOffset);
                    }
                }
            }

            yield return unchecked((byte)constants.Activation.Clamp(constants.Multipliers[channel].Apply(sum) + constants.OutputOffset));
        }
    }

    private static int Signed(byte b) => unchecked((sbyte)b);
}

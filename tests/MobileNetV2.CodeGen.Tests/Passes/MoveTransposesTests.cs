using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public sealed class MoveTransposesTests
{
    private static readonly ImmutableArray<int> ToChannelsLast = [0, 2, 3, 1];
    private static readonly ImmutableArray<int> ToChannelsFirst = [0, 3, 1, 2];

    [Fact]
    public void A_network_with_channels_first_keeps_only_the_turn_of_its_input()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var graph = ChannelsFirst(seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var result = new MoveTransposes().Run(graph, new PassContext(BorderMode.Native));
            Assert.Empty(GraphValidator.Validate(result));
            var inputs = RandomGraphs.Inputs(graph, seed);
            Assert.Equal(new ReferenceInterpreter(graph).Run(inputs)[0], new ReferenceInterpreter(result).Run(inputs)[0]);

            // Dimensions of 1 may go anywhere.
            var turns = result.Operators.OfType<Transpose>()
                .Select(t => t.Permutation.Where(axis => result[t.Input].Shape[axis] != 1).ToList())
                .Where(moved => !moved.SequenceEqual(moved.Order()));
            Assert.Single(turns);
        }
    }

    [Fact]
    public void A_turn_that_meets_no_inverse_stays_where_it_is()
    {
        var random = new TestRandom(3);
        var graph = new RandomGraphBuilder("net", random);
        var operators = new RandomOperators(graph, random);
        for (var branch = 0; branch < 2; branch++)
        {
            var turned = operators.Transpose(graph.Input(new Shape(1, 3, 4, 5)), ToChannelsFirst);
            graph.Output(operators.Pool("MAX_POOL_2D", operators.Relu(turned, Activation.Relu)));
        }

        var network = graph.Build();

        Assert.Same(network, new MoveTransposes().Run(network, new PassContext(BorderMode.Native)));
    }

    private static Graph ChannelsFirst(ulong seed)
    {
        var random = new TestRandom(seed);
        var graph = new RandomGraphBuilder("net", random);
        var operators = new RandomOperators(graph, random);
        var x = Convolution(graph.Input(new Shape(1, 3, random.Int(4, 7), random.Int(4, 7))), 4);
        for (var layer = random.Int(1, 4); layer > 0; layer--)
        {
            var shape = graph.ShapeOf(x);
            switch (random.Int(0, 5))
            {
                case 0:
                    x = operators.Relu(x, Activation.Relu);
                    break;
                case 1:
                    x = operators.Binary("MUL", x, graph.Constant(new Shape(shape[1], 1, 1), graph.AnyQuantization()), shape);
                    break;
                case 2:
                    x = operators.Binary("ADD", Convolution(x, shape[1]), Convolution(x, shape[1]), shape);
                    break;
                case 3:
                    x = operators.Pad(x, [0, 0, 1, 2], [0, 0, 0, 1]);
                    break;
                case 4:
                    var q = graph.QuantizationOf(x);
                    x = operators.Concatenation([x], axis: 1, q);
                    break;
                default:
                    x = graph.AddCalibrated(shape, false, (id, result) => new Abs(id, [x], result));
                    break;
            }

            x = Convolution(x, 4);
        }

        graph.Output(operators.Mean(x, [2, 3]));
        return graph.Build();

        TensorId Convolution(TensorId input, int channels)
        {
            var last = operators.Transpose(input, ToChannelsLast);
            var (height, width) = graph.ShapeOf(last).Extent;
            var window = new RandomWindow(new Size2D(3, 3), Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), height, width);
            return operators.Transpose(operators.Convolution(last, channels, window), ToChannelsFirst);
        }
    }
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

public sealed class MatrixProductTests
{
    [Fact]
    public void Each_element_is_near_the_real_product()
    {
        for (var seed = 0UL; seed < 80; seed++)
        {
            var graph = RandomGraphs.Single("BATCH_MATMUL", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = (BatchMatMul)graph.Operators[0];
            var inputs = RandomGraphs.Inputs(graph, seed);
            var result = new ReferenceInterpreter(graph).Run(inputs)[0];
            var (output, scale) = (graph[op.Output].Shape, graph[op.Output].RequiredQuantization);
            var (left, right) = (Operand(op.Left), Operand(op.Right));
            var innerAxis = graph[op.Left].Shape.Rank - (op.TransposeLeft ? 2 : 1);
            var inner = graph[op.Left].Shape[innerAxis];
            for (var i = 0; i < result.Length; i++)
            {
                var (batch, row, column) = (i / output[output.Rank - 1] / output[output.Rank - 2],
                    i / output[output.Rank - 1] % output[output.Rank - 2], i % output[output.Rank - 1]);
                var real = 0.0;
                for (var k = 0; k < inner; k++)
                {
                    real += left(batch, op.TransposeLeft ? k : row, op.TransposeLeft ? row : k)
                        * right(batch, op.TransposeRight ? column : k, op.TransposeRight ? k : column);
                }

                real = op.Activation switch
                {
                    Activation.Relu => Math.Max(real, 0),
                    Activation.Relu6 => Math.Clamp(real, 0, 6),
                    Activation.ReluN1To1 => Math.Clamp(real, -1, 1),
                    _ => real,
                };
                var expected = Math.Clamp(Math.Round(real / scale.Scale) + scale.ZeroPoint, -128, 127);
                Assert.True(Math.Abs(unchecked((sbyte)result[i]) - expected) <= 1, $"seed {seed}: element {i}");
            }

            // A matrix by its number among the output's, and an element of it.
            Func<int, int, int, double> Operand(TensorId id)
            {
                var tensor = graph[id];
                var (shape, q) = (tensor.Shape, tensor.RequiredQuantization);
                var bytes = (tensor.Data ?? inputs[graph.Inputs.IndexOf(id)]).ToArray();
                return (batch, y, x) =>
                {
                    var (at, stride, rest) = (0, 1, batch);
                    for (var fromEnd = 3; fromEnd <= output.Rank; fromEnd++)
                    {
                        var size = output[output.Rank - fromEnd];
                        if (fromEnd <= shape.Rank)
                        {
                            at += shape[shape.Rank - fromEnd] == 1 ? 0 : rest % size * stride;
                            stride *= shape[shape.Rank - fromEnd];
                        }

                        rest /= size;
                    }

                    var (height, width) = (shape[shape.Rank - 2], shape[shape.Rank - 1]);
                    return q.Scale * (double)(unchecked((sbyte)bytes[(((at * height) + y) * width) + x]) - q.ZeroPoint);
                };
            }
        }
    }
}

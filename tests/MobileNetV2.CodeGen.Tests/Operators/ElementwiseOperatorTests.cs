using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators of two inputs against their meaning in double precision, with an own walk over broadcast shapes.</summary>
public sealed class ElementwiseOperatorTests
{
    public static TheoryData<string> Kinds => ["ADD", "SUB", "MUL", "DIV", "SQUARED_DIFFERENCE", "PRELU"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_element_is_near_the_real_result(string kind)
    {
        var compared = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            var (graph, left, right, result) = Run(kind, seed);
            var op = graph.Operators[0];
            var (ql, qr) = (graph[op.Inputs[0]].RequiredQuantization, graph[op.Inputs[1]].RequiredQuantization);
            var qo = graph[op.Output].RequiredQuantization;
            var activation = op is ArithmeticOperator a ? a.Activation : Activation.None;
            for (var i = 0; i < result.Length; i++)
            {
                var (x, y) = (ql.Scale * (double)(left[i] - ql.ZeroPoint), qr.Scale * (double)(right[i] - qr.ZeroPoint));
                if (kind == "DIV" && y == 0)
                    continue;
                var real = Clip(Real(kind, x, y), activation) / qo.Scale;
                var expected = Math.Clamp(Math.Round(real) + qo.ZeroPoint, -128, 127);
                Assert.True(Math.Abs(result[i] - expected) <= 2, $"{kind} seed {seed}: {x} and {y} give {result[i]}, not {expected}");
                compared++;
            }
        }

        Assert.True(compared > 5000);
    }

    [Theory]
    [InlineData("MAXIMUM")]
    [InlineData("MINIMUM")]
    public void Extrema_choose_between_stored_values(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var (_, left, right, result) = Run(kind, seed);
            Assert.Equal(left.Zip(right, (l, r) => kind == "MAXIMUM" ? Math.Max(l, r) : Math.Min(l, r)), result.Select(x => (int)x));
        }
    }

    [Fact]
    public void Division_by_zero_goes_as_far_as_the_sign_says()
    {
        var q = QuantizationParameters.PerTensor(0.5f, 3);
        Tensor Of(int id) => new(new(id), $"t{id}", new Shape(3), ElementType.Int8, q);
        var op = new Div(new(0), [new(0), new(1)], [new(2)], Activation.None);
        var graph = new Graph("net", [Of(0), Of(1), Of(2)], [op], [new(0), new(1)], [new(2)]);

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 4, 2, 3 }, new byte[] { 3, 3, 3 }])[0];

        Assert.Equal([127, -128, 3], result.Select(b => (int)unchecked((sbyte)b)));
    }

    private static double Real(string kind, double x, double y) => kind switch
    {
        "ADD" => x + y,
        "SUB" => x - y,
        "MUL" => x * y,
        "DIV" => x / y,
        "SQUARED_DIFFERENCE" => (x - y) * (x - y),
        _ => x >= 0 ? x : x * y,
    };

    private static double Clip(double x, Activation activation) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Relu6 => Math.Clamp(x, 0, 6),
        Activation.ReluN1To1 => Math.Clamp(x, -1, 1),
        _ => x,
    };

    /// <summary>The operands of each output element, and the elements.</summary>
    private static (Graph Graph, int[] Left, int[] Right, sbyte[] Result) Run(string kind, ulong seed)
    {
        var graph = RandomGraphs.Single(kind, seed);
        Assert.Empty(GraphValidator.Validate(graph));
        var op = graph.Operators[0];
        var inputs = RandomGraphs.Inputs(graph, seed);
        var result = new ReferenceInterpreter(graph).Run(inputs)[0].Select(b => unchecked((sbyte)b)).ToArray();
        int[] Operand(TensorId id) =>
            Repeated(graph[id].Data ?? inputs[graph.Inputs.IndexOf(id)], graph[id].Shape, graph[op.Output].Shape);
        return (graph, Operand(op.Inputs[0]), Operand(op.Inputs[1]), result);
    }

    private static int[] Repeated(ReadOnlyMemory<byte> bytes, Shape shape, Shape output)
    {
        var result = new int[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            // The index of the output, taken apart from its end; an axis of the operand that is 1 or missing does not move it.
            var (rest, at, stride) = (i, 0, 1);
            for (var fromEnd = 1; fromEnd <= output.Rank; fromEnd++)
            {
                var size = output[output.Rank - fromEnd];
                if (fromEnd <= shape.Rank && shape[shape.Rank - fromEnd] is var own and not 1)
                {
                    at += rest % size * stride;
                    stride *= own;
                }

                rest /= size;
            }

            result[i] = unchecked((sbyte)bytes.Span[at]);
        }

        return result;
    }
}

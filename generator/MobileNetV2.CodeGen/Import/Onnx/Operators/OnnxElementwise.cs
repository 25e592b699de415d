using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Activations and arithmetic. What is computed from constants alone is folded.</summary>
internal static class OnnxElementwise
{
    public static void Relu(OnnxSource source) => Clamp(source, Activation.Relu);

    /// <summary>Clip: by attributes until opset 10, by constants later; one bound or both may be missing.</summary>
    public static void Clip(OnnxSource source)
    {
        var least = source.Has(1) ? Bound(source, 1) : source.Real("min", float.NegativeInfinity);
        var most = source.Has(2) ? Bound(source, 2) : source.Real("max", float.PositiveInfinity);
        switch (least, most)
        {
            case ( <= -float.MaxValue, >= float.MaxValue):
                source.Give(source.Input(0));
                break;
            case (0, >= float.MaxValue):
                Clamp(source, Activation.Relu);
                break;
            case (0, 6):
                Clamp(source, Activation.Relu6);
                break;
            case (-1, 1):
                Clamp(source, Activation.ReluN1To1);
                break;
            case (0, 1):
                source.GiveUnary((id, inputs, outputs) => new Relu0To1(id, inputs, outputs));
                break;
            default:
                var x = source.Input(0);
                if (least > -float.MaxValue)
                    x = source.Binary(x, OnnxSource.Scalar(least, x.Rank), (id, inputs, outputs) => new Maximum(id, inputs, outputs));
                if (most < float.MaxValue)
                    x = source.Binary(x, OnnxSource.Scalar(most, x.Rank), (id, inputs, outputs) => new Minimum(id, inputs, outputs));
                source.Give(x);
                break;
        }
    }

    public static void LeakyRelu(OnnxSource source) =>
        source.GiveUnary((id, inputs, outputs) => new LeakyRelu(id, inputs, outputs, source.Real("alpha", 0.01f)));

    public static void Elu(OnnxSource source)
    {
        if (source.Real("alpha", 1) != 1)
            throw new RefusedException($"alpha is {source.Real("alpha", 1)}", "use an alpha of 1");
        source.GiveUnary((id, inputs, outputs) => new Elu(id, inputs, outputs));
    }

    public static void Gelu(OnnxSource source) =>
        source.GiveUnary((id, inputs, outputs) => new Gelu(id, inputs, outputs, source.Text("approximate", "none") == "tanh"));

    /// <summary>max(0, min(1, alpha * x + beta)).</summary>
    public static void HardSigmoid(OnnxSource source)
    {
        var x = source.Input(0);
        var scaled = source.Binary(
            x, OnnxSource.Scalar(source.Real("alpha", 0.2f), x.Rank), (id, inputs, outputs) =>
                new Mul(id, inputs, outputs, Activation.None));
        var moved = source.Binary(
            scaled, OnnxSource.Scalar(source.Real("beta", 0.5f), x.Rank), (id, inputs, outputs) =>
                new Add(id, inputs, outputs, Activation.None));
        source.Give(source.Unary(moved, (id, inputs, outputs) => new Relu0To1(id, inputs, outputs)));
    }

    /// <summary>Softmax: along one axis; until opset 12 over all axes from one on, taken together.</summary>
    public static void Softmax(OnnxSource source) => AlongAxis(source, (id, inputs, outputs) => new Softmax(id, inputs, outputs, 1));

    public static void LogSoftmax(OnnxSource source) => AlongAxis(source, (id, inputs, outputs) => new LogSoftmax(id, inputs, outputs));

    public static void Sum(OnnxSource source) => OnnxFolding.Chain(
        source, (a, b) => a + b, (a, b) => a + b, (id, inputs, outputs) => new Add(id, inputs, outputs, Activation.None));

    private static void AlongAxis(
        OnnxSource source, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var input = source.Input(0);
        var axis = OnnxSource.Axis(source.Integer("axis", source.Opset < 13 ? 1 : -1), input.Rank);
        if (source.Opset < 13)
        {
            var wide = Enumerable.Range(axis, input.Rank - axis).Where(a => input.Dimensions[a] > 1).ToList();
            if (wide.Count > 1)
            {
                OverAll(source, input, axis, make);
                return;
            }

            axis = wide.Count == 1 ? wide[0] : axis;
        }

        ImmutableArray<int> order = [.. input.Order.Remove(axis), axis];
        var tensor = source.Graph.InOrder(input, order);
        var output = source.Graph.Add(
            source.Name, source.Graph[tensor].Shape.Dimensions, (id, outputs) => make(id, [tensor], outputs));
        source.Give(OnnxValue.Of(source.Name, input.Dimensions, output, order));
    }

    /// <summary>Over all axes from one on, as if they were one.</summary>
    private static void OverAll(
        OnnxSource source, OnnxValue input, int axis, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var plain = source.Graph.InOrder(input, OnnxValue.Plain(input.Rank));
        var rows = input.Dimensions.Take(axis).Aggregate(1, (product, size) => product * size);
        var columns = input.Dimensions.Skip(axis).Aggregate(1, (product, size) => checked(product * size));
        var flat = source.Graph.Reshape(source.Name, plain, [rows, columns]);
        var result = source.Graph.Add(source.Name, [rows, columns], (id, outputs) => make(id, [flat], outputs));
        source.Give(OnnxValue.Of(
            source.Name, input.Dimensions, source.Graph.Reshape(source.Name, result, input.Dimensions), OnnxValue.Plain(input.Rank)));
    }

    public static void Add(OnnxSource source) =>
        Arithmetic(source, (a, b) => a + b, (a, b) => a + b, (id, inputs, outputs) => new Add(id, inputs, outputs, Activation.None));

    public static void Sub(OnnxSource source) =>
        Arithmetic(source, (a, b) => a - b, (a, b) => a - b, (id, inputs, outputs) => new Sub(id, inputs, outputs, Activation.None));

    public static void Mul(OnnxSource source) =>
        Arithmetic(source, (a, b) => a * b, (a, b) => a * b, (id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.None));

    public static void Div(OnnxSource source)
    {
        var (left, right) = (source.Input(0), source.Input(1));
        if (left.Constant is not null && right.Constant is not null)
        {
            source.Give(OnnxFolding.Folded(
                source, left.Constant, right.Constant, (a, b) => b is 0 ? 0 : b is -1 ? -a : a / b, (a, b) => a / b));
            return;
        }

        if (right.Constant is not { } divisor)
        {
            source.Give(source.Binary(left, right, (id, inputs, outputs) => new Div(id, inputs, outputs, Activation.None)));
            return;
        }

        var inverse = OnnxConstant.Of(divisor.Dimensions, Array.ConvertAll(divisor.AsReals(), x => 1 / x));
        source.Give(source.Binary(
            left, OnnxValue.Of(source.Name, inverse), (id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.None)));
    }

    /// <summary>Pow with a small whole exponent, or half of one.</summary>
    public static void Pow(OnnxSource source)
    {
        var x = source.Input(0);
        source.Give(source.Constant(1, "exponent").AsReals() switch
        {
            [1] => x,
            [2] => Product(x, x),
            [3] => Product(Product(x, x), x),
            [0.5f] => source.Unary(x, (id, inputs, outputs) => new Sqrt(id, inputs, outputs)),
            [-0.5f] => source.Unary(x, (id, inputs, outputs) => new Rsqrt(id, inputs, outputs)),
            [-1] => source.Binary(OnnxSource.Scalar(1, x.Rank), x, (id, inputs, outputs) => new Div(id, inputs, outputs, Activation.None)),
            _ => throw new RefusedException("the exponent is none of 3, 2, 1, 0.5, -0.5 and -1", "write the power as products"),
        });

        OnnxValue Product(OnnxValue a, OnnxValue b) =>
            source.Binary(a, b, (id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.None));
    }

    /// <summary>A slope for each channel, or one for all.</summary>
    public static void PRelu(OnnxSource source) =>
        source.Give(source.Binary(source.Input(0), source.Input(1), (id, inputs, outputs) => new Prelu(id, inputs, outputs)));

    private static void Clamp(OnnxSource source, Activation activation) =>
        source.GiveUnary((id, inputs, outputs) => new Relu(id, inputs, outputs, activation));

    private static float Bound(OnnxSource source, int index) => source.Constant(index, "bound").AsReals() is [var bound]
        ? bound
        : throw new RefusedException("a bound is not a single number", "clip to numbers");

    private static void Arithmetic(
        OnnxSource source,
        Func<long, long, long> integers,
        Func<float, float, float> reals,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var (left, right) = (source.Input(0), source.Input(1));
        source.Give(left.Constant is { } a && right.Constant is { } b
            ? OnnxFolding.Folded(source, a, b, integers, reals)
            : source.Binary(left, right, make));
    }
}

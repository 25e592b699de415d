using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The reference of the float dialect, by record. What is missing here stays in the quantized dialect,
/// whose rules refuse float32.</summary>
internal static class FloatKernels
{
    private static readonly FrozenDictionary<Type,
        Action<Operator, TensorValues>> ByType = new Dictionary<Type, Action<Operator, TensorValues>>
        {
            [typeof(Conv2D)] = (op, values) => FloatConvolution.Run((Conv2D)op, values),
            [typeof(DepthwiseConv2D)] = (op, values) => FloatDepthwise.Run((DepthwiseConv2D)op, values),
            [typeof(FullyConnected)] = (op, values) => FloatConvolution.Run((FullyConnected)op, values),
            [typeof(TransposeConv)] = (op, values) => FloatTransposeConvolution.Run((TransposeConv)op, values),
            [typeof(Add)] = (op, values) => FloatElementwise.Add((Add)op, values),
            [typeof(Sub)] = (op, values) => FloatElementwise.Sub((Sub)op, values),
            [typeof(Mul)] = (op, values) => FloatElementwise.Mul((Mul)op, values),
            [typeof(Div)] = (op, values) => FloatElementwise.Binary((Div)op, values, (a, b) => a / b),
            [typeof(Maximum)] = (op, values) => FloatElementwise.Binary((BinaryOperator)op, values, (a, b) => a > b ? a : b),
            [typeof(Minimum)] = (op, values) => FloatElementwise.Binary((BinaryOperator)op, values, (a, b) => a < b ? a : b),
            [typeof(SquaredDifference)] = (op, values) => FloatElementwise.Binary((BinaryOperator)op, values, (a, b) => (a - b) * (a - b)),
            [typeof(Prelu)] = (op, values) => FloatElementwise.Binary((BinaryOperator)op, values, (x, alpha) => x >= 0 ? x : x * alpha),
            [typeof(AveragePool2D)] = (op, values) => FloatPooling.Average((AveragePool2D)op, values),
            [typeof(MaxPool2D)] = (op, values) => FloatPooling.Max((MaxPool2D)op, values),
            [typeof(Mean)] = (op, values) => FloatPooling.Mean((Mean)op, values),
            [typeof(Sum)] = (op, values) => FloatReductions.Sum((Sum)op, values),
            [typeof(ReduceMax)] = (op, values) => FloatReductions.Max((ReduceMax)op, values),
            [typeof(ReduceMin)] = (op, values) => FloatReductions.Min((ReduceMin)op, values),
            [typeof(L2Normalization)] = (op, values) => FloatReductions.L2Normalization((L2Normalization)op, values),
            [typeof(ResizeBilinear)] = (op, values) => FloatResize.Bilinear((ResizeBilinear)op, values),
            [typeof(Softmax)] = (op, values) => FloatPooling.Softmax((Softmax)op, values),
            [typeof(LogSoftmax)] = FloatSteps.LogSoftmax,
            [typeof(Relu)] = (op, values) => FloatElementwise.Relu((Relu)op, values),

            // What only moves data does not look at it; a float network pads with zeros, whose bytes are zeros too.
            [typeof(Pad)] = (op, values) => PadKernel.Run((Pad)op, values),
            [typeof(Concatenation)] = (op, values) => ConcatenationKernel.Run((Concatenation)op, values),
            [typeof(Transpose)] = (op, values) => TransposeKernel.Run((Transpose)op, values),
            [typeof(Reshape)] = (op, values) => values.Read(op.Input).CopyTo(values.Write(op.Output)),
            [typeof(Slice)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),
            [typeof(Split)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),
            [typeof(Tile)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),
            [typeof(Pack)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),
            [typeof(ResizeNearestNeighbor)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),

            [typeof(Logistic)] = (op, values) => FloatElementwise.Unary(op, values, FloatElementwise.Logistic),
            [typeof(Tanh)] = (op, values) => FloatElementwise.Unary(op, values, x => (float)FloatFunctions.Tanh(x)),
            [typeof(HardSwish)] = (op, values) => FloatElementwise.Unary(op, values, FloatElementwise.HardSwish),
            [typeof(Elu)] = (op, values) => FloatElementwise.Unary(op, values, x => x < 0 ? (float)FloatFunctions.ExpMinusOne(x) : x),
            [typeof(Abs)] = (op, values) => FloatElementwise.Unary(op, values, MathF.Abs),
            [typeof(Neg)] = (op, values) => FloatElementwise.Unary(op, values, x => -x),
            [typeof(Relu0To1)] = (op, values) => FloatElementwise.Unary(op, values, x => x < 0 ? 0 : x > 1 ? 1 : x),
            [typeof(Rsqrt)] = (op, values) => FloatElementwise.Unary(op, values, x => 1 / MathF.Sqrt(x)),
            [typeof(Sqrt)] = (op, values) => FloatElementwise.Unary(op, values, MathF.Sqrt),
            [typeof(Square)] = (op, values) => FloatElementwise.Unary(op, values, x => x * x),
            [typeof(Exp)] = (op, values) => FloatElementwise.Unary(op, values, x => (float)FloatFunctions.Exp(x)),
            [typeof(Log)] = (op, values) => FloatElementwise.Unary(op, values, x => (float)FloatFunctions.Log(x)),
            [typeof(LeakyRelu)] = (op, values) => FloatElementwise.Unary(op, values, x => FloatElementwise.LeakyRelu((LeakyRelu)op, x)),
            [typeof(Gelu)] = (op, values) => FloatElementwise.Unary(op, values, x => FloatElementwise.Gelu((Gelu)op, x)),
        }.ToFrozenDictionary();

    public static bool Has(Operator op) => Has(op.GetType());

    /// <summary>Whether operators with this record have a meaning on float32.</summary>
    public static bool Has(Type operatorType) => ByType.ContainsKey(operatorType);

    public static void Run(Operator op, TensorValues values)
    {
        if (values.IsIsland && FloatSteps.Has(op))
            FloatSteps.Run(op, values);
        else
            ByType[op.GetType()](op, values);
    }
}

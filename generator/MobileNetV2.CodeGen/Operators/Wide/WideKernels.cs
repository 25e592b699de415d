using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The reference of the dialect of 16-bit activations, by record. What is missing here stays in the quantized dialect,
/// whose rules refuse int16.</summary>
internal static class WideKernels
{
    private static readonly FrozenDictionary<Type, Action<Operator, TensorValues>> ByType =
        new Dictionary<Type, Action<Operator, TensorValues>>
        {
            [typeof(Conv2D)] = (op, values) => WideConvolution.Run((Conv2D)op, values),
            [typeof(DepthwiseConv2D)] = (op, values) => WideConvolution.Run((DepthwiseConv2D)op, values),
            [typeof(TransposeConv)] = (op, values) => WideConvolution.Run((TransposeConv)op, values),
            [typeof(FullyConnected)] = (op, values) => WideConvolution.Run((FullyConnected)op, values),
            [typeof(Add)] = (op, values) => WideElementwise.Run((Add)op, values),
            [typeof(Sub)] = (op, values) => WideElementwise.Run((Sub)op, values),
            [typeof(Mul)] = (op, values) => WideElementwise.Run((Mul)op, values),
            [typeof(Maximum)] = (op, values) => WideElementwise.Run((Maximum)op, values, Math.Max),
            [typeof(Minimum)] = (op, values) => WideElementwise.Run((Minimum)op, values, Math.Min),
            [typeof(AveragePool2D)] = (op, values) => WidePooling.Run((AveragePool2D)op, values),
            [typeof(MaxPool2D)] = (op, values) => WidePooling.Run((MaxPool2D)op, values),
            [typeof(Mean)] = (op, values) => WidePooling.Run((Mean)op, values),
            [typeof(Sum)] = (op, values) => WidePooling.Run((Sum)op, values),
            [typeof(Softmax)] = (op, values) => WideSoftmax.Run((Softmax)op, values),
            [typeof(Relu)] = (op, values) => WideElementwise.Run((Relu)op, values),
            [typeof(LeakyRelu)] = (op, values) => WideElementwise.Run((LeakyRelu)op, values),
            [typeof(Logistic)] = (op, values) => WideCurves.Run((Logistic)op, values),
            [typeof(Tanh)] = (op, values) => WideCurves.Run((Tanh)op, values),

            // What only moves elements does not look at them; 16-bit tensors are padded with zeros, whose bytes are zeros too.
            [typeof(Pad)] = (op, values) => PadKernel.Run((Pad)op, values),
            [typeof(Transpose)] = (op, values) => TransposeKernel.Run((Transpose)op, values),
            [typeof(ResizeNearestNeighbor)] = (op, values) => OperatorCatalog.Of(op).Run(op, values),
        }.ToFrozenDictionary();

    public static bool Has(Operator op) => Has(op.GetType());

    public static bool Has(Type operatorType) => ByType.ContainsKey(operatorType);

    public static void Run(Operator op, TensorValues values) => ByType[op.GetType()](op, values);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Export;

/// <summary>Each operator as a TensorFlow Lite file has it.</summary>
internal static partial class TfLiteOperators
{
    /// <summary>Null for an operator that is not written.</summary>
    public static TfLiteOperator? Of(Graph graph, Operator op) => op switch
    {
        Conv2D conv => Conv(graph, conv),
        DepthwiseConv2D conv => Depthwise(graph, conv),
        FullyConnected connected => new TfLiteOperator(
            BuiltinOperator.FullyConnected,
            4,
            TfLiteOptions.Of(OptionsKind.FullyConnected, 4, b =>
            {
                b.AddSbyte(0, Fused(connected.Activation), 0);
                b.AddBool(2, connected.KeepDimensions, false);
            })),
        Add add => new TfLiteOperator(BuiltinOperator.Add, 2, Binary(OptionsKind.Add, add)),
        Sub sub => new TfLiteOperator(BuiltinOperator.Sub, 3, Binary(OptionsKind.Sub, sub)),
        Mul mul => new TfLiteOperator(BuiltinOperator.Mul, 2, Binary(OptionsKind.Mul, mul)),
        AveragePool2D pool => new TfLiteOperator(BuiltinOperator.AveragePool2D, 2, Pool(graph, pool)),
        MaxPool2D pool => new TfLiteOperator(BuiltinOperator.MaxPool2D, 2, Pool(graph, pool)),
        Mean mean => Reducer(graph, mean, BuiltinOperator.Mean),
        Softmax softmax => new TfLiteOperator(
            BuiltinOperator.Softmax, 2, TfLiteOptions.Of(OptionsKind.Softmax, 1, b => b.AddFloat(0, softmax.Beta, 0))),
        Pad pad => Of(graph, pad),
        Concatenation concatenation => new TfLiteOperator(
            BuiltinOperator.Concatenation, 2, TfLiteOptions.Of(OptionsKind.Concatenation, 2, b => b.AddInt(0, concatenation.Axis, 0))),
        Transpose transpose => new TfLiteOperator(
            BuiltinOperator.Transpose, 2, TfLiteOptions.Of(OptionsKind.Transpose), Vector(transpose.Permutation)),
        Reshape reshape => new TfLiteOperator(
            BuiltinOperator.Reshape,
            1,
            null,
            Vector(graph[reshape.Output].Shape.Dimensions)),
        Quantize => new TfLiteOperator(BuiltinOperator.Quantize, 1, null),
        Dequantize => new TfLiteOperator(BuiltinOperator.Dequantize, 2, null),
        Relu { Activation: Activation.Relu } => new TfLiteOperator(BuiltinOperator.Relu, 2, null),
        Relu { Activation: Activation.Relu6 } => new TfLiteOperator(BuiltinOperator.Relu6, 2, null),
        Relu { Activation: Activation.ReluN1To1 } => new TfLiteOperator(BuiltinOperator.ReluN1To1, 1, null),
        Logistic => new TfLiteOperator(BuiltinOperator.Logistic, 2, null),
        Tanh => new TfLiteOperator(BuiltinOperator.Tanh, 2, null),
        HardSwish => new TfLiteOperator(BuiltinOperator.HardSwish, 1, null),
        Elu => new TfLiteOperator(BuiltinOperator.Elu, 1, null),
        Abs => new TfLiteOperator(BuiltinOperator.Abs, 2, null),
        Neg => new TfLiteOperator(BuiltinOperator.Neg, 1, null),
        Relu0To1 => new TfLiteOperator(BuiltinOperator.Relu0To1, 1, null),
        Rsqrt => new TfLiteOperator(BuiltinOperator.Rsqrt, 2, null),
        LeakyRelu leaky => new TfLiteOperator(
            BuiltinOperator.LeakyRelu, 2, TfLiteOptions.Of(OptionsKind.LeakyRelu, 1, b => b.AddFloat(0, leaky.Alpha, 0))),
        Gelu gelu => new TfLiteOperator(
            BuiltinOperator.Gelu, 2, TfLiteOptions.Of(OptionsKind.Gelu, 1, b => b.AddBool(0, gelu.IsApproximate, false))),
        TransposeConv conv => Transposed(graph, conv),
        Div div => new TfLiteOperator(BuiltinOperator.Div, 2, Binary(OptionsKind.Div, div)),
        _ => Moved(graph, op) ?? Plain(graph, op),
    };

    /// <summary>Whether the file's two words for padding, SAME and VALID, say what the operator does.</summary>
    public static bool HasPadding(Graph graph, Operator op) => op switch
    {
        Conv2D conv => Scheme(graph, op, Window(graph, conv), conv.Stride, conv.Dilation, conv.Padding) is not null,
        DepthwiseConv2D conv => Scheme(graph, op, Window(graph, conv), conv.Stride, conv.Dilation, conv.Padding) is not null,
        PoolOperator pool => Scheme(graph, op, pool.Window, pool.Stride, Size2D.One, pool.Padding) is not null,
        TransposeConv conv => SchemeOf(graph, conv) is not null,
        _ => true,
    };

    private static TfLiteOperator Conv(Graph graph, Conv2D conv)
    {
        var padding = Scheme(graph, conv, Window(graph, conv), conv.Stride, conv.Dilation, conv.Padding);
        return new TfLiteOperator(BuiltinOperator.Conv2D, 3, TfLiteOptions.Of(OptionsKind.Conv2D, 6, b =>
        {
            b.AddSbyte(0, (sbyte)padding!.Value, 0);
            b.AddInt(1, conv.Stride.Width, 0);
            b.AddInt(2, conv.Stride.Height, 0);
            b.AddSbyte(3, Fused(conv.Activation), 0);
            b.AddInt(4, conv.Dilation.Width, 1);
            b.AddInt(5, conv.Dilation.Height, 1);
        }));
    }

    private static TfLiteOperator Depthwise(Graph graph, DepthwiseConv2D conv)
    {
        var padding = Scheme(graph, conv, Window(graph, conv), conv.Stride, conv.Dilation, conv.Padding);
        return new TfLiteOperator(BuiltinOperator.DepthwiseConv2D, 3, TfLiteOptions.Of(OptionsKind.DepthwiseConv2D, 7, b =>
        {
            b.AddSbyte(0, (sbyte)padding!.Value, 0);
            b.AddInt(1, conv.Stride.Width, 0);
            b.AddInt(2, conv.Stride.Height, 0);
            b.AddInt(3, conv.DepthMultiplier, 0);
            b.AddSbyte(4, Fused(conv.Activation), 0);
            b.AddInt(5, conv.Dilation.Width, 1);
            b.AddInt(6, conv.Dilation.Height, 1);
        }));
    }

    private static TfLiteOptions Pool(Graph graph, PoolOperator pool)
    {
        var padding = Scheme(graph, pool, pool.Window, pool.Stride, Size2D.One, pool.Padding);
        return TfLiteOptions.Of(OptionsKind.Pool2D, 6, b =>
        {
            b.AddSbyte(0, (sbyte)padding!.Value, 0);
            b.AddInt(1, pool.Stride.Width, 0);
            b.AddInt(2, pool.Stride.Height, 0);
            b.AddInt(3, pool.Window.Width, 0);
            b.AddInt(4, pool.Window.Height, 0);
            b.AddSbyte(5, Fused(pool.Activation), 0);
        });
    }

    private static TfLiteOperator Reducer(Graph graph, ReduceOperator op, BuiltinOperator code)
    {
        var keeps = graph[op.Output].Shape.Rank == graph[op.Input].Shape.Rank;
        return new TfLiteOperator(code, 2, TfLiteOptions.Of(OptionsKind.Reducer, 1, b => b.AddBool(0, keeps, false)), Vector(op.Axes));
    }

    private static TfLiteOperator Of(Graph graph, Pad pad)
    {
        var pairs = pad.Before.Zip(pad.After).SelectMany(p => new[] { p.First, p.Second }).ToImmutableArray();
        var isZero = pad.Value == (graph[pad.Output].Quantization?.ZeroPoint ?? 0);
        var paddings = (ImmutableArray.Create(pad.Before.Length, 2), pairs);
        return isZero
            ? new TfLiteOperator(BuiltinOperator.Pad, 2, TfLiteOptions.Of(OptionsKind.Pad), paddings)
            : new TfLiteOperator(BuiltinOperator.PadV2, 2, null, paddings) { PaddingValue = (sbyte)pad.Value };
    }

    private static (ImmutableArray<int> Shape, ImmutableArray<int> Values) Vector(ImmutableArray<int> values) => ([values.Length], values);

    private static TfLiteOptions Binary(OptionsKind kind, ArithmeticOperator op) =>
        TfLiteOptions.Of(kind, 1, b => b.AddSbyte(0, Fused(op.Activation), 0));

    private static Size2D Window(Graph graph, FilterOperator op) => graph[op.Filter].Shape.Extent;

    private static PaddingScheme? Scheme(Graph graph, Operator op, Size2D window, Size2D stride, Size2D dilation, Padding2D padding)
    {
        var image = graph[op.Input].Shape;
        if (padding.IsZero)
            return PaddingScheme.Valid;
        return Padding2D.Same(image.Height, image.Width, window, stride, dilation) == padding ? PaddingScheme.Same : null;
    }

    private static sbyte Fused(Activation activation) => (sbyte)(activation switch
    {
        Activation.None => FusedActivation.None,
        Activation.Relu => FusedActivation.Relu,
        Activation.Relu6 => FusedActivation.Relu6,
        Activation.ReluN1To1 => FusedActivation.ReluN1To1,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    });
}

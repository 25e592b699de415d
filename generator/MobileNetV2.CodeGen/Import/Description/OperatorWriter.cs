using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Writes the properties of each kind of operator that are not defaults. Its counterpart is <see cref="OperatorForms"/>.</summary>
internal static class OperatorWriter
{
    public static void WriteProperties(Operator op, Graph graph, JsonLine line)
    {
        switch (op)
        {
            case Conv2D o:
                var filter = graph[o.Filter].Shape;
                WriteWindow(line, graph[o.Input].Shape, new Size2D(filter.Height, filter.Width), o.Stride, o.Dilation, o.Padding);
                WriteScaleProduct(line, o.ScaleProduct);
                WriteActivation(line, o.Activation);
                break;
            case DepthwiseConv2D o:
                var depthwiseFilter = graph[o.Filter].Shape;
                WriteWindow(
                    line, graph[o.Input].Shape, new Size2D(depthwiseFilter.Height, depthwiseFilter.Width), o.Stride, o.Dilation, o.Padding);
                if (o.DepthMultiplier != 1)
                    line.Integer("depthMultiplier", o.DepthMultiplier);
                WriteScaleProduct(line, o.ScaleProduct);
                WriteActivation(line, o.Activation);
                break;
            case FullyConnected o:
                if (o.KeepDimensions)
                    line.Raw("keepDimensions", "true");
                WriteActivation(line, o.Activation);
                break;
            case Mul o:
                WriteScaleProduct(line, o.ScaleProduct);
                WriteActivation(line, o.Activation);
                break;
            case BinaryOperator o:
                WriteActivation(line, o.Activation);
                break;
            case AveragePool2D o:
                line.Raw("window", Size(o.Window));
                WriteWindow(line, graph[o.Input].Shape, o.Window, o.Stride, Size2D.One, o.Padding);
                WriteActivation(line, o.Activation);
                break;
            case MaxPool2D o:
                line.Raw("window", Size(o.Window));
                WriteWindow(line, graph[o.Input].Shape, o.Window, o.Stride, Size2D.One, o.Padding);
                WriteActivation(line, o.Activation);
                break;
            case Mean o:
                line.Integers("axes", o.Axes);
                break;
            case Softmax o:
                line.Raw("beta", JsonLine.Number(o.Beta));
                break;
            case Pad o:
                line.Integers("before", o.Before).Integers("after", o.After).Integer("value", o.Value);
                break;
            case Concatenation o:
                line.Integer("axis", o.Axis);
                break;
            case Transpose o:
                line.Integers("permutation", o.Permutation);
                break;
            case Reshape or Quantize or Dequantize or Relu:
                break;
            default:
                throw new InvalidOperationException($"{op} has no form in a description");
        }
    }

    private static void WriteWindow(JsonLine line, Shape image, Size2D window, Size2D stride, Size2D dilation, Padding2D padding)
    {
        if (!stride.IsOne)
            line.Raw("stride", Size(stride));
        if (!dilation.IsOne)
            line.Raw("dilation", Size(dilation));
        if (padding.IsZero)
            line.Text("padding", "valid");
        else if (padding == Padding2D.Same(image.Height, image.Width, window, stride, dilation))
            line.Text("padding", "same");
        else
            line.Raw("padding", new JsonLine()
                .Integer("top", padding.Top).Integer("bottom", padding.Bottom).Integer("left", padding.Left).Integer("right", padding.Right)
                .ToString());
    }

    private static void WriteScaleProduct(JsonLine line, ScaleProduct product)
    {
        if (product != ScaleProduct.Float64)
            line.Text("scaleProduct", Words.Of(product));
    }

    private static void WriteActivation(JsonLine line, Activation activation)
    {
        if (activation != Activation.None)
            line.Text("activation", Words.Of(activation));
    }

    private static string Size(Size2D size) =>
        size.Height == size.Width ? JsonLine.Number(size.Height) : $"[{JsonLine.Number(size.Height)}, {JsonLine.Number(size.Width)}]";
}

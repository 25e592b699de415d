using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Shapes of the operators with filters and biases.</summary>
internal static class ConvolutionShapes
{
    public static bool Check(OperatorScope scope, Conv2D op)
    {
        if (!HaveRank(scope, 4))
            return false;
        var (image, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        var groups = image.Channels / filter.Channels;
        if (groups * filter.Channels != image.Channels || groups == 0 || filter[0] % groups != 0)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"a filter of shape {filter} does not divide an input of {image.Channels} channels into groups"));
        }

        return WindowShapes.Output(scope, image, Window(filter), op.Stride, op.Dilation, op.Padding) is var (height, width)
            && ShapeRules.Gives(scope, [image.Batch, height, width, filter[0]])
            && HasBiasOf(scope, filter[0]);
    }

    public static bool Check(OperatorScope scope, DepthwiseConv2D op)
    {
        if (!HaveRank(scope, 4))
            return false;
        var (image, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        if (filter[0] != 1 || op.DepthMultiplier < 1 || (long)image.Channels * op.DepthMultiplier != filter.Channels)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"a filter of shape {filter} does not fit {image.Channels} input channels with multiplier {op.DepthMultiplier}: "
                + $"1 x height x width x {(long)image.Channels * op.DepthMultiplier} expected"));
        }

        return WindowShapes.Output(scope, image, Window(filter), op.Stride, op.Dilation, op.Padding) is var (height, width)
            && ShapeRules.Gives(scope, [image.Batch, height, width, filter.Channels])
            && HasBiasOf(scope, filter.Channels);
    }

    public static bool Check(OperatorScope scope, FullyConnected op)
    {
        if (!ShapeRules.HasRank(scope, "filter", scope.Input(1), 2))
            return false;
        var (input, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        var (outputs, inputs) = (filter[0], filter[1]);
        if (input.ElementCount % inputs != 0 || (op.KeepDimensions && (input.Rank == 0 || input.Channels != inputs)))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"an input of shape {input} cannot be split into vectors of {inputs} elements, as the filter {filter} needs"));
        }

        // The oracle takes the number of vectors from the recorded output, whatever dimensions they are arranged in.
        var (vectors, output) = (input.ElementCount / inputs, scope.Output.Shape);
        var fits = (output.Rank > 0 && output.Channels == outputs && output.ElementCount / outputs == vectors)
            || ShapeRules.Gives(scope, op.KeepDimensions ? input.Dimensions.SetItem(input.Rank - 1, outputs) : [vectors, outputs]);
        return fits && HasBiasOf(scope, outputs);
    }

    private static Size2D Window(Shape filter) => new(filter.Height, filter.Width);

    private static bool HaveRank(OperatorScope scope, int rank) =>
        ShapeRules.HasRank(scope, "input", scope.Input(), rank) & ShapeRules.HasRank(scope, "filter", scope.Input(1), rank);

    private static bool HasBiasOf(OperatorScope scope, int channels) =>
        IsKnown(scope, "filter", scope.Input(1))
        && (scope.InputCount < 3 || (IsKnown(scope, "bias", scope.Input(2)) && HasLength(scope, scope.Input(2), channels)));

    private static bool IsKnown(OperatorScope scope, string role, Tensor tensor) =>
        scope.IsKnown(tensor)
        || scope.Report(GraphDiagnostics.Weights(scope.Place, $"the {role}, tensor {tensor}, depends on the network's inputs; weights must be constant"));

    private static bool HasLength(OperatorScope scope, Tensor bias, int channels) =>
        bias.Shape.ElementCount == channels
        || scope.Report(GraphDiagnostics.Weights(
            scope.Place, $"the bias, tensor {bias}, has {bias.Shape.ElementCount} values for {channels} output channels"));
}

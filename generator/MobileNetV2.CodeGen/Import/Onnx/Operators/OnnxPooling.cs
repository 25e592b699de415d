using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Pooling and means.</summary>
internal static class OnnxPooling
{
    public static void MaxPool(OnnxSource source)
    {
        if (source.WantsOutput(1))
            throw new RefusedException("the indices of the maxima are asked for", "export the model without them");
        var input = Image(source);
        var window = WindowOf(source, input);
        if (!window.Dilation.IsOne)
            throw new RefusedException($"the window has dilation {window.Dilation}", "pool without dilation");
        Give(source, input, window, x => (id, outputs) =>
            new MaxPool2D(id, [x], outputs, window.Window, window.Stride, window.Padding, Activation.None));
    }

    public static void AveragePool(OnnxSource source)
    {
        var input = Image(source);
        var window = WindowOf(source, input);
        var padding = window.Padding;
        if (source.Integer("count_include_pad", 0) == 0 || padding.IsZero)
        {
            Give(source, input, window, x => (id, outputs) =>
                new AveragePool2D(id, [x], outputs, window.Window, window.Stride, padding, Activation.None));
            return;
        }

        // Zeros that count are pixels like others.
        if (source.Integer("ceil_mode", 0) != 0)
            throw new RefusedException(
                "padding counts, and the last window may reach beyond it (count_include_pad with ceil_mode)", "use one of them");
        ImmutableArray<int> before = [0, padding.Top, padding.Left, 0];
        ImmutableArray<int> after = [0, padding.Bottom, padding.Right, 0];
        var tensor = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        ImmutableArray<int> padded = [.. source.Graph[tensor].Shape.Dimensions.Select((size, axis) => size + before[axis] + after[axis])];
        var border = source.Graph.Add(source.Name, padded, (id, outputs) => new Pad(id, [tensor], outputs, before, after, 0));
        var larger = OnnxValue.Of(source.Name, [padded[0], padded[3], padded[1], padded[2]], border, OnnxValue.ChannelsLast(4));
        Give(source, larger, window, x => (id, outputs) =>
            new AveragePool2D(id, [x], outputs, window.Window, window.Stride, default, Activation.None));
    }

    public static void GlobalAveragePool(OnnxSource source) =>
        Reduce(source, [.. Enumerable.Range(2, Math.Max(0, source.Input(0).Rank - 2))], keep: true, (id, x, outputs, axes) =>
            new Mean(id, x, outputs, axes));

    public static void GlobalMaxPool(OnnxSource source)
    {
        var input = Image(source);
        var tensor = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        var window = new Size2D(input.Dimensions[2], input.Dimensions[3]);
        var output = source.Graph.Add(source.Name, [input.Dimensions[0], 1, 1, input.Dimensions[1]], (id, outputs) =>
            new MaxPool2D(id, [tensor], outputs, window, Size2D.One, default, Activation.None));
        source.GiveImage(OnnxValue.Of(source.Name, [input.Dimensions[0], input.Dimensions[1], 1, 1], output, OnnxValue.ChannelsLast(4)));
    }

    /// <summary>The square root of the sum of squares.</summary>
    public static void ReduceL2(OnnxSource source) =>
        source.Give(source.Unary(SumOfSquares(source), (id, inputs, outputs) => new Sqrt(id, inputs, outputs)));

    public static void ReduceSumSquare(OnnxSource source) => source.Give(SumOfSquares(source));

    public static void ReduceL1(OnnxSource source) => source.Give(SumOf(
        source, source.Unary(source.Input(0), (id, inputs, outputs) => new Abs(id, inputs, outputs))));

    private static OnnxValue SumOfSquares(OnnxSource source) => SumOf(
        source,
        source.Binary(source.Input(0), source.Input(0), (id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.None)));

    /// <summary>Of other summands than the node's operand, along its axes.</summary>
    private static OnnxValue SumOf(OnnxSource source, OnnxValue summands) => source.Result(
        s => Reduce(s, (id, x, outputs, axes) => new Sum(id, x, outputs, axes)),
        source.Has(1) ? [summands, source.Input(1)] : [summands]);

    public static void ReduceMean(OnnxSource source) => Reduce(source, (id, x, outputs, axes) => new Mean(id, x, outputs, axes));

    public static void Reduce(
        OnnxSource source, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, ImmutableArray<int>, Operator> make)
    {
        var rank = source.Input(0).Rank;
        ImmutableArray<long> axes = source.Has(1) ? source.Integers(1, "axes") : source.Integers("axes") ?? [];
        ImmutableArray<int> normal =
            axes.IsEmpty ? OnnxValue.Plain(rank) : [.. axes.Select(a => OnnxSource.Axis(a, rank)).Distinct().Order()];
        Reduce(source, normal, source.Integer("keepdims", 1) != 0, make);
    }

    private static void Reduce(
        OnnxSource source,
        ImmutableArray<int> axes,
        bool keep,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, ImmutableArray<int>, Operator> make)
    {
        var input = source.Input(0);
        var tensor = source.Graph.InOrder(input, input.Order);
        ImmutableArray<int> stored = [.. axes.Select(input.StoredAxis).Order()];
        var (dimensions, order) = keep
            ? ([.. input.Dimensions.Select((size, axis) => axes.Contains(axis) ? 1 : size)], input.Order)
            : OnnxMovement.Without(input, axes);
        var output = source.Graph.Add(
            source.Name, [.. order.Select(axis => dimensions[axis])], (id, outputs) => make(id, [tensor], outputs, stored));
        source.Give(OnnxValue.Of(source.Name, dimensions, output, order));
    }

    private static OnnxValue Image(OnnxSource source) => source.Image(0) is { Rank: 4 } input
        ? input
        : throw new RefusedException($"the operand has {source.Input(0).Rank} dimensions, 3 or 4 expected", "pool signals or images");

    private static OnnxWindow WindowOf(OnnxSource source, OnnxValue input) => source.Pair("kernel_shape", 1) is [var height, var width]
        ? new OnnxWindow(source, OnnxSource.Size(height, "window"), OnnxSource.Size(width, "window"), input)
        : throw new RefusedException("kernel_shape does not have a number for each spatial dimension", "pool signals or images");

    private static void Give(
        OnnxSource source, OnnxValue input, OnnxWindow window, Func<TensorId, Func<OperatorId, ImmutableArray<TensorId>, Operator>> make)
    {
        var tensor = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        var (batch, channels) = (input.Dimensions[0], input.Dimensions[1]);
        var output = source.Graph.Add(source.Name, [batch, window.Height, window.Width, channels], make(tensor));
        source.GiveImage(OnnxValue.Of(source.Name, [batch, channels, window.Height, window.Width], output, OnnxValue.ChannelsLast(4)));
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>ConvTranspose: how decoders and segmentation networks make images larger.</summary>
internal static class OnnxTransposedConvolution
{
    /// <summary>A filter of several groups or with a dilation is written out with zeros, up to so many elements.</summary>
    private const long MostElements = 1 << 22;

    public static void ConvTranspose(OnnxSource source)
    {
        var input = source.Image(0);
        var filter = OnnxSource.Window2D(source.Constant(1, "filter"));
        if (input.Rank != 4 || filter.Dimensions.Length != 4)
            throw new RefusedException(
                $"the convolution has {source.Input(0).Rank - 2} spatial dimensions, 1 and 2 are supported",
                "use ConvTranspose1d or ConvTranspose2d");
        var groups = source.Integer("group", 1);
        if (groups < 1 || filter.Dimensions[0] != input.Dimensions[1] || filter.Dimensions[0] % groups != 0)
            throw new RefusedException(
                $"{groups} groups of a filter for {filter.Dimensions[0]} channels do not fit {input.Dimensions[1]} input channels",
                "export the model again");
        if (groups > 1)
            filter = Dense(filter, (int)groups);
        var (vertical, horizontal) = (Axis.Of(source, 0, input.Dimensions[2], filter.Dimensions[2]),
            Axis.Of(source, 1, input.Dimensions[3], filter.Dimensions[3]));
        filter = Spread(filter, vertical, horizontal);
        var outputs = filter.Dimensions[1];
        var x = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        var weights = source.Graph.Constant(source.Name, filter.Transposed([1, 2, 3, 0]));
        ImmutableArray<TensorId> operands = source.Has(2)
            ? [x, weights, source.Graph.Constant(source.Name, OnnxConvolutions.Vector(source.Constant(2, "bias"), outputs))]
            : [x, weights];
        var crop = new Padding2D(vertical.Before, vertical.After, horizontal.Before, horizontal.After);
        var stride = new Size2D(vertical.Stride, horizontal.Stride);
        ImmutableArray<int> dimensions = [input.Dimensions[0], outputs, vertical.Size, horizontal.Size];
        var output = source.Graph.Add(
            source.Name, [dimensions[0], dimensions[2], dimensions[3], outputs],
            (id, outs) => new TransposeConv(id, operands, outs, stride, crop, Activation.None));
        source.GiveImage(OnnxValue.Of(source.Name, dimensions, output, OnnxValue.ChannelsLast(4)));
    }

    /// <summary>[inputs, outputs of a group, height, width] with zeros between groups.</summary>
    private static OnnxConstant Dense(OnnxConstant filter, int groups)
    {
        var (inputs, perGroup, taps) = (filter.Dimensions[0], filter.Dimensions[1], filter.Dimensions[2] * filter.Dimensions[3]);
        if ((long)filter.Count * groups > MostElements)
            throw new RefusedException($"a transposed convolution of {groups} groups is too large", "use Resize and a convolution");
        var from = Enumerable.Repeat(-1, filter.Count * groups).ToArray();
        for (var i = 0; i < inputs * perGroup * taps; i++)
        {
            var (input, rest) = Math.DivRem(i, perGroup * taps);
            var group = input / (inputs / groups);
            from[(((input * groups) + group) * perGroup * taps) + rest] = i;
        }

        var dense = filter.Placed([inputs, perGroup * groups, filter.Dimensions[2], filter.Dimensions[3]], from);
        return dense.Stored is not { Scales.Length: > 1 } stored
            ? dense
            : dense with
            {
                // The scales are those of a group's outputs; every group has the same.
                Stored = stored with
                {
                    Scales = [.. Enumerable.Repeat(stored.Scales, groups).SelectMany(x => x)],
                    ZeroPoints = [.. Enumerable.Repeat(stored.ZeroPoints, groups).SelectMany(x => x)],
                },
            };
    }

    /// <summary>Zeros between the taps of a dilated filter, and behind it where the output goes on behind the last window.</summary>
    private static OnnxConstant Spread(OnnxConstant filter, Axis vertical, Axis horizontal)
    {
        var (height, width) = (filter.Dimensions[2], filter.Dimensions[3]);
        var (rows, columns) = (vertical.Length(height), horizontal.Length(width));
        if ((rows, columns) == (height, width))
            return filter;
        var planes = (long)filter.Dimensions[0] * filter.Dimensions[1];
        if (Math.Max(rows, columns) > MostElements || planes * rows > MostElements || planes * rows * columns > MostElements)
            throw new RefusedException(
                $"a transposed convolution with a window of {rows} x {columns} is too large", "use Resize and a convolution");
        var from = Enumerable.Repeat(-1, checked((int)(planes * rows * columns))).ToArray();
        for (var i = 0; i < filter.Count; i++)
        {
            var (plane, y) = Math.DivRem(i / width, height);
            from[(((plane * rows) + (y * vertical.Dilation)) * columns) + (i % width * horizontal.Dilation)] = i;
        }

        return filter.Placed([filter.Dimensions[0], filter.Dimensions[1], (int)rows, (int)columns], from);
    }

    /// <summary>One spatial axis.</summary>
    /// <param name="Before">Cut off in front of the result.</param>
    /// <param name="After">Cut off behind it.</param>
    /// <param name="More">Taps of zero behind the window.</param>
    private sealed record Axis(int Stride, int Dilation, int Before, int After, int More, int Size)
    {
        private const int Limit = 1 << 15;

        /// <summary>Of a window with zeros between its taps and behind them.</summary>
        public long Length(int window) => ((window - 1L) * Dilation) + 1 + More;

        public static Axis Of(OnnxSource source, int axis, int size, int window)
        {
            var stride = OnnxSource.Size((int)Element(source, "strides", axis, 1), "strides");
            var dilation = OnnxSource.Size((int)Element(source, "dilations", axis, 1), "dilations");
            var added = Element(source, "output_padding", axis, 0);
            var full = ((size - 1L) * stride) + ((window - 1L) * dilation) + 1 + added;
            var (before, after) = Pads(source, axis, size, stride, full);
            var result = full - before - after;
            if (added < 0 || before < 0 || after < 0 || result is < 1 or > int.MaxValue)
                throw new RefusedException("padding and size of the result do not fit", "export the model again");

            // What is added behind and not cut off again has no tap of the window.
            var more = (int)Math.Max(0, added - after);
            return new Axis(stride, dilation, (int)before, (int)(after - added + more), more, (int)result);
        }

        private static (long Before, long After) Pads(OnnxSource source, int axis, int size, int stride, long full)
        {
            var isLower = source.Text("auto_pad", "NOTSET") == "SAME_LOWER";
            var isSame = isLower || source.Text("auto_pad", "NOTSET") == "SAME_UPPER";
            if (source.Integers("output_shape") is not null || isSame)
            {
                var wanted = source.Integers("output_shape") is { } given
                    ? given.Length == 1 && axis == 0 ? 1 : given[given.Length - (given.Length == 1 ? 1 : 2 - axis)]
                    : (long)size * stride;
                var total = Math.Max(0, full - wanted);
                return isLower || !isSame ? (total - (total / 2), total / 2) : (total / 2, total - (total / 2));
            }

            return (Element(source, "pads", axis, 0), Element(source, "pads", axis + 2, 0));
        }

        private static long Element(OnnxSource source, string attribute, int index, long otherwise)
        {
            var values = source.Pair(attribute, otherwise);
            if (values.IsEmpty)
                return otherwise;
            return index < values.Length && values[index] is > -Limit and < Limit
                ? values[index]
                : throw new RefusedException($"{attribute} has not the numbers of two axes", "export the model again");
        }
    }
}

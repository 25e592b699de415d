namespace MobileNetV2.CodeGen.Operators;

/// <summary>TRANSPOSE_CONV on float32: for each tap of the filter a product of all pixels, added where it belongs.</summary>
internal static class FloatTransposeConvolution
{
    public static void Run(TransposeConv op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input].Shape, graph[op.Filter].Shape, graph[op.Output].Shape);
        var result = values.WriteFloats(op.Output);
        var (depth, outputs, taps) = (input.Channels, output.Channels, filter.Height * filter.Width);
        var padded = FloatVectors.Padded(depth);
        var pixels = input.ElementCount / depth;
        var rows = new float[checked(pixels * padded)];
        for (var p = 0; p < pixels; p++)
            values.Floats(op.Input).Slice(p * depth, depth).CopyTo(rows.AsSpan(p * padded));
        var columns = new float[outputs * padded];
        var products = new float[checked(pixels * outputs)];
        for (var tap = 0; tap < taps; tap++)
        {
            for (var o = 0; o < outputs; o++)
                values.Floats(op.Filter).Slice(((o * taps) + tap) * depth, depth).CopyTo(columns.AsSpan(o * padded));
            FloatVectors.Products(rows, columns, padded, products, outputs);
            var (ky, kx) = Math.DivRem(tap, filter.Width);
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var (row, x) = Math.DivRem(pixel, input.Width);
                var (batch, y) = Math.DivRem(row, input.Height);
                var (oy, ox) = ((y * op.Stride.Height) - op.Crop.Top + ky, (x * op.Stride.Width) - op.Crop.Left + kx);
                if (oy < 0 || oy >= output.Height || ox < 0 || ox >= output.Width)
                    continue;
                var target = result.Slice(((((batch * output.Height) + oy) * output.Width) + ox) * outputs, outputs);
                for (var o = 0; o < outputs; o++)
                    target[o] += products[(pixel * outputs) + o];
            }
        }

        FloatConvolution.Finish(op, values, result, outputs);
    }
}

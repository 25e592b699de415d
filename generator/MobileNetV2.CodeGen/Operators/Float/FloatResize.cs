namespace MobileNetV2.CodeGen.Operators;

/// <summary>RESIZE_BILINEAR on float32.</summary>
internal static class FloatResize
{
    public static void Bilinear(ResizeBilinear op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var (rows, columns) = (Axis(input.Height, output.Height, op), Axis(input.Width, output.Width, op));
        var source = values.Floats(op.Input);
        var result = values.WriteFloats(op.Output);
        var channels = input.Channels;
        for (var pixel = 0; pixel < output.Batch * output.Height * output.Width; pixel++)
        {
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var ((top, bottom, down), (left, right, along)) = (rows[y], columns[x]);
            var (upper, lower) = (((batch * input.Height) + top) * input.Width, ((batch * input.Height) + bottom) * input.Width);
            for (var c = 0; c < channels; c++)
            {
                var above = Mix(source[((upper + left) * channels) + c], source[((upper + right) * channels) + c], along);
                var below = Mix(source[((lower + left) * channels) + c], source[((lower + right) * channels) + c], along);
                result[(pixel * channels) + c] = Mix(above, below, down);
            }
        }
    }

    private static float Mix(float a, float b, float weight) => a + ((b - a) * weight);

    /// <summary>For each position of an axis, the two that it lies between and how far it is from the first.</summary>
    internal static (int Lower, int Upper, float Weight)[] Axis(int input, int output, ResizeOperator op)
    {
        var (from, to) = op.AlignCorners && output > 1 ? (input - 1, output - 1) : (input, output);
        var scale = from / (float)to;
        var axis = new (int, int, float)[output];
        for (var p = 0; p < output; p++)
        {
            var at = op.HalfPixelCenters ? ((p + 0.5f) * scale) - 0.5f : p * scale;
            var lower = Math.Clamp((int)MathF.Floor(at), 0, input - 1);
            axis[p] = (lower, Math.Clamp((int)MathF.Ceiling(at), 0, input - 1), at - lower);
        }

        return axis;
    }
}

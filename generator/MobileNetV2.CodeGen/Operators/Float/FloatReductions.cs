namespace MobileNetV2.CodeGen.Operators;

/// <summary>SUM, REDUCE_MAX, REDUCE_MIN and L2_NORMALIZATION on float32.</summary>
internal static class FloatReductions
{
    public static void Sum(Sum op, TensorValues values) => Fold(op, values, 0, (sum, x) => sum + x);

    public static void Max(ReduceMax op, TensorValues values) => Fold(op, values, float.MinValue, (most, x) => x > most ? x : most);

    public static void Min(ReduceMin op, TensorValues values) => Fold(op, values, float.MaxValue, (least, x) => x < least ? x : least);

    public static void L2Normalization(L2Normalization op, TensorValues values)
    {
        var depth = values.Graph[op.Input].Shape.Channels;
        var input = values.Floats(op.Input);
        var result = values.WriteFloats(op.Output);
        for (var start = 0; start < input.Length; start += depth)
        {
            var sum = 0.0;
            foreach (var x in input.Slice(start, depth))
                sum += x * (double)x;
            var root = Math.Sqrt(Math.Max(sum, 1e-12));
            for (var i = start; i < start + depth; i++)
                result[i] = (float)(input[i] / root);
        }
    }

    private static void Fold(ReduceOperator op, TensorValues values, double first, Func<double, double, double> fold)
    {
        var input = values.Graph[op.Input].Shape;
        var kept = Reductions.Kept(input, op.Axes);
        var strides = Offsets.Strides(kept);
        var target = Offsets.Walk(input, [.. Enumerable.Range(0, input.Rank).Select(axis => op.Axes.Contains(axis) ? 0 : strides[axis])]);
        var folded = new double[kept.ElementCount];
        Array.Fill(folded, first);
        var elements = values.Floats(op.Input);
        for (var i = 0; i < elements.Length; i++)
            folded[target[i]] = fold(folded[target[i]], elements[i]);
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < folded.Length; i++)
            result[i] = (float)folded[i];
    }
}

namespace MobileNetV2.CodeGen.Operators;

/// <summary>LOGISTIC and TANH on 16-bit values, by straight lines between the entries of one table: tanh x = 2 / (1 + e^-2x) - 1.</summary>
internal static class WideCurves
{
    public static void Run(Logistic op, TensorValues values) => Run(op, values, CurveConstants.For(values.Graph, op), Logistic);

    public static void Run(Tanh op, TensorValues values) => Run(op, values, CurveConstants.For(values.Graph, op), Tanh);

    /// <summary>In units of 1/32768, of an argument in units of 1/12288.</summary>
    public static short Logistic(int argument)
    {
        var value = Line(Math.Abs(argument), 9) ?? short.MaxValue << 10;
        return (short)((argument >= 0 ? value + (1 << 9) : (1 << 25) - value + (1 << 9) - 1) >> 10);
    }

    /// <inheritdoc cref="Logistic(int)"/>
    public static short Tanh(int argument)
    {
        var above = (Line(Math.Abs(argument), 8) ?? ushort.MaxValue << 8) - (1 << 23);
        return (short)((argument >= 0 ? above + (1 << 7) : -above + (1 << 7) - 1) >> 8);
    }

    public static int Argument(int x, CurveConstants constants)
    {
        var half = constants.RightShift > 0 ? (int)(1u << (constants.RightShift - 1)) : 0;
        return unchecked((x * constants.Multiplier) + half) >> constants.RightShift;
    }

    private static void Run(TableOperator op, TensorValues values, CurveConstants constants, Func<int, short> curve)
    {
        var input = values.Shorts(op.Input);
        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = curve(Argument(input[i], constants));
    }

    /// <summary>Null beyond the table.</summary>
    private static int? Line(int magnitude, int bits)
    {
        var entry = magnitude >> bits;
        if (entry >= CurveConstants.Table.Length - 1)
            return null;
        var low = CurveConstants.Table[entry];
        return (low << bits) + ((magnitude & ((1 << bits) - 1)) * (CurveConstants.Table[entry + 1] - low));
    }
}

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Divisions and powers of integers, which wrap as in C.</summary>
internal static class WholeNumbers
{
    /// <summary>Towards zero; 0 where the divisor is 0.</summary>
    public static long Divide(long left, long right) => right switch
    {
        0 => 0,
        -1 => unchecked(-left),
        _ => left / right,
    };

    /// <summary>Downwards; 0 where the divisor is 0.</summary>
    public static long FloorDivide(long left, long right)
    {
        var quotient = Divide(left, right);
        return right != 0 && left < 0 != right < 0 && unchecked(quotient * right) != left ? quotient - 1 : quotient;
    }

    /// <summary>0 for negative exponents.</summary>
    public static long Power(long left, long right)
    {
        if (right < 0)
            return 0;
        var result = 1L;
        for (; right > 0; right >>= 1)
        {
            if ((right & 1) != 0)
                result = unchecked(result * left);
            left = unchecked(left * left);
        }

        return result;
    }
}

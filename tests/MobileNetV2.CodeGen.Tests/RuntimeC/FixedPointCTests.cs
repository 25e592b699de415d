using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

public class FixedPointCTests
{
    [SkippableFact]
    public void C_and_the_compiler_compute_the_same_bits() => CompareWith([]);

    [SkippableFact]
    public void Products_of_16_bits_compute_the_same_bits() => CompareWith(InstructionsInC.Armv6M);

    /// <summary>The program that takes hours for all accumulators, with some of them.</summary>
    [SkippableFact]
    public void Every_form_of_every_factor_is_the_rule_for_a_sample_of_all_accumulators()
    {
        Tool.Require("gcc");

        var lines = Tool.Run(Checkout.Root, "bash", "eng/exhaustive-fixed-point.sh", "0", "1", "997")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string[] forms = ["plain", "halfwords", "dsp", "helium"];
        var factors = lines.Except(forms).ToArray();
        Assert.Equal(forms, lines.Where(forms.Contains));
        Assert.Equal(4 * 25, lines.Length - forms.Length);
        Assert.All(factors, l => Assert.EndsWith("equal for 4308992 accumulators", l, StringComparison.Ordinal));
    }

    private static void CompareWith(ImmutableArray<string> flags)
    {
        using var program = CProgram.With(flags, "fixed_point_test.c", "mnv2_fixed_point_private.h");
        var cases = Cases().ToArray();
        var text = new StringBuilder();
        foreach (var (x, multiplier, shift) in cases)
            text.Append(CultureInfo.InvariantCulture, $"{x} {multiplier} {shift}\n");

        var lines = program.Run(program.Write("cases.txt", text.ToString())).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var expected = cases.Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"{FixedPoint.SaturatingRoundingDoublingHighMultiply(c.X, c.Multiplier)}"
                + $" {FixedPoint.RoundingDivideByPowerOfTwo(c.X, Math.Abs(c.Shift))}"
                + $" {FixedPoint.MultiplyByQuantizedMultiplier(c.X, c.Multiplier, c.Shift)}"));
        Assert.Equal(expected, lines);
    }

    private static IEnumerable<(int X, int Multiplier, int Shift)> Cases()
    {
        int[] edges =
            [int.MinValue, int.MinValue + 1, -(1 << 30), -(1 << 30) - 1, -3, -2, -1, 0, 1, 2, 3, (1 << 30) - 1, 1 << 30, int.MaxValue];
        int[] multipliers = [0, 1 << 30, (1 << 30) + 1, 1518500250, int.MaxValue - 1, int.MaxValue];
        foreach (var x in edges)
        {
            foreach (var multiplier in multipliers)
            {
                for (var shift = -31; shift <= 30; shift++)
                    yield return (x, multiplier, shift);
            }
        }

        var random = new TestRandom(5);
        for (var i = 0; i < 20000; i++)
            yield return (unchecked((int)(random.NextUInt64() >> 32)) >> random.Int(0, 30), (1 << 30) + random.Int(0, (1 << 30) - 1),
                random.Int(-31, 10));
    }
}

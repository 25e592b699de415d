using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Elements as scores in 32768ths: <c>mnv2_score_rule</c>.</summary>
internal sealed record ScoreTable(ImmutableArray<int> Values, bool IsSoftmax)
{
    public const int One = 32768;

    /// <summary>The most classes whose exponentials add up to an int32.</summary>
    public const int MostOfSoftmax = 65535;

    /// <param name="kind"><c>probability</c>, <c>percent</c>, <c>logistic</c>, <c>softmax</c>, or null: probabilities
    /// where the scale says so.</param>
    /// <param name="otherwise">Taken where it does not.</param>
    public static ScoreTable Of(Tensor output, string? kind, string otherwise) =>
        (kind ?? (IsProbability(output) ? "probability" : otherwise)) switch
        {
            "softmax" =>
                new([.. Enumerable.Range(0, 256).Select(d => Rounded(Math.Exp(-d * (double)output.RequiredQuantization.Scale), One))],
                    true),
            "percent" => new(ElementTable.Of(output, x => Math.Clamp(x / 100, 0, 1), One), false),
            "logistic" => new(ElementTable.Of(output, x => 1 / (1 + Math.Exp(-x)), One), false),
            _ => new(ElementTable.Of(output, x => Math.Clamp(x, 0, 1), One), false),
        };

    /// <summary>Whether all that the tensor can hold is from 0 to 1, or nearly.</summary>
    public static bool IsProbability(Tensor output)
    {
        const double nearly = 0.02;
        var q = output.RequiredQuantization;
        return (-128 - q.ZeroPoint) * (double)q.Scale >= -nearly && (127 - q.ZeroPoint) * (double)q.Scale <= 1 + nearly;
    }

    public ScoreSum SumOf(ReadOnlySpan<byte> elements, int first, int count, int stride)
    {
        if (!IsSoftmax)
            return default;
        var largest = -128;
        for (var i = 0; i < count; i++)
            largest = Math.Max(largest, Element(elements, first + (i * stride)));
        var sum = 0;
        for (var i = 0; i < count; i++)
            sum += Values[largest - Element(elements, first + (i * stride))];
        return new(largest, sum);
    }

    public int At(ScoreSum sum, int element) =>
        IsSoftmax ? (int)((long)Values[sum.Largest - element] * One / sum.Sum) : Values[element + 128];

    public static int Element(ReadOnlySpan<byte> elements, int index) => unchecked((sbyte)elements[index]);

    /// <summary>The members of the C struct.</summary>
    public string InC(HeadCodeBuilder code, string name) => $"{{{code.Table(name, Values)}, {(IsSoftmax ? 1 : 0)}}}";

    private static int Rounded(double value, int one) => (int)Math.Round(value * one, MidpointRounding.AwayFromZero);
}

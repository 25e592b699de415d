using System.Collections.Immutable;
using System.Globalization;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Where a network expects the five points of a face: the eyes, the nose and the corners of the mouth, each pair from the left
/// of the picture. Sixteenths of a pixel of its input: <c>mnv2_face_places</c>.</summary>
public sealed record FacePlaces
{
    /// <summary>Points of a face.</summary>
    public const int Count = 5;

    /// <summary>The longest side of an upright face in pixels.</summary>
    public const int LongestSide = 512;

    /// <summary>So spread out that no similarity is larger than an int32.</summary>
    private const long LeastSpread = 1 << 18;

    /// <summary>Of 112 x 112 pixels, as networks of the ArcFace family are trained; in pixels from the middle of the first one.</summary>
    private static readonly ImmutableArray<double> ArcFace =
        [38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041];

    private FacePlaces(ImmutableArray<(int X, int Y)> points) => Points = points;

    /// <summary>The places.</summary>
    public ImmutableArray<(int X, int Y)> Points { get; }

    /// <summary>Ten numbers with <c>/</c> or <c>,</c> between them, x before y, in pixels from the left upper corner; or
    /// <c>arcface</c>.</summary>
    /// <param name="size">Height and width of the network's input.</param>
    /// <returns>Null when that is not what the text says, or the points lie too close together.</returns>
    public static FacePlaces? Parse(string text, (int Height, int Width) size)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (size.Height > LongestSide || size.Width > LongestSide)
            return null;
        if (text == "arcface")
            return Apart(Paired([.. ArcFace.Select((v, i) => (v + 0.5) / 112 * (i % 2 == 0 ? size.Width : size.Height))]));
        return Sixteenths(text, LongestSide) is { } points ? Apart(points) : null;
    }

    /// <summary>Five points in pixels, as ten numbers with <c>/</c> or <c>,</c> between them; null when that is not what the text
    /// says.</summary>
    /// <returns>Sixteenths of a pixel.</returns>
    public static ImmutableArray<(int X, int Y)>? Sixteenths(string text, double most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<double>();
        foreach (var part in text.Split(['/', ','], (2 * Count) + 1))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(Math.Abs(number) <= most))
                return null;
            numbers.Add(number);
        }

        return numbers.Count == 2 * Count ? Paired(numbers) : null;
    }

    private static ImmutableArray<(int X, int Y)> Paired(List<double> numbers) =>
        [.. Enumerable.Range(0, Count).Select(i => (Sixteenths(numbers[2 * i]), Sixteenths(numbers[(2 * i) + 1])))];

    private static FacePlaces? Apart(ImmutableArray<(int X, int Y)> points) =>
        Centred.Of(points).Square >= LeastSpread ? new(points) : null;

    private static int Sixteenths(double pixels) => (int)Math.Round(16 * pixels, MidpointRounding.AwayFromZero);

    /// <summary>Points less their mean, times their number: no division.</summary>
    internal readonly record struct Centred(ImmutableArray<(long X, long Y)> Points, long SumX, long SumY)
    {
        public long Square => Points.Sum(p => (p.X * p.X) + (p.Y * p.Y));

        public static Centred Of(ImmutableArray<(int X, int Y)> points)
        {
            long sumX = points.Sum(p => (long)p.X), sumY = points.Sum(p => (long)p.Y);
            return new([.. points.Select(p => ((Count * p.X) - sumX, (Count * p.Y) - sumY))], sumX, sumY);
        }
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>From the pixels of an upright face to those of the frame: turned, scaled and shifted. The managed twin of
/// <c>mnv2_align</c> and <c>mnv2_upright_row</c>.</summary>
/// <param name="Along">65536ths of a pixel of the frame, for a pixel to the right.</param>
/// <param name="Aside">What a pixel to the right goes upwards, and a pixel down goes to the right.</param>
/// <param name="X">The left upper corner of the upright face.</param>
/// <param name="Y">See <paramref name="X"/>.</param>
public sealed record FaceAlignment(int Along, int Aside, int X, int Y)
{
    private const long One = 65536;
    private const long Far = 1 << 30;
    private const int LargestPlace = 1 << 18;
    private const int SmallestPlace = -(1 << 17);
    private const int ReducedBits = 13;

    /// <summary>The similarity that takes five points of a face nearest to their places, by least squares in the upright picture.</summary>
    /// <param name="points">In sixteenths of a pixel of the frame, in the order of the places.</param>
    /// <returns>Null when they hardly look like the places, or are so far apart or so near that nothing can be seen.</returns>
    public static FaceAlignment? Of(FacePlaces places, ImmutableArray<(int X, int Y)> points)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (points.Length != FacePlaces.Count)
            throw new ArgumentException($"a face has {FacePlaces.Count} points, {points.Length} were given", nameof(points));
        var seen = FacePlaces.Centred.Of([.. points.Select(p => (Limit(p.X), Limit(p.Y)))]);
        var wanted = FacePlaces.Centred.Of(places.Points);
        var shift = 0;
        while (seen.Points.Any(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) >> shift >= 1 << ReducedBits))
            shift++;
        long dot = 0, cross = 0, square = 0;
        foreach (var (p, q) in seen.Points.Zip(wanted.Points))
        {
            var (x, y) = (p.X >> shift, p.Y >> shift);
            dot += (x * q.X) + (y * q.Y);
            cross += (x * q.Y) - (y * q.X);
            square += (x * x) + (y * y);
        }

        var norm = (dot * dot) + (cross * cross);
        if (norm / One < One || norm < square * wanted.Square / 4)
            return null;
        var (along, aside) = (dot * square / (norm / One) * (1L << shift), cross * square / (norm / One) * (1L << shift));
        if (Math.Abs(along) > Far || Math.Abs(aside) > Far)
            return null;
        var left = ((seen.SumX * 4096) - (((along * wanted.SumX) + (aside * wanted.SumY)) / 16)) / FacePlaces.Count;
        var top = ((seen.SumY * 4096) - (((along * wanted.SumY) - (aside * wanted.SumX)) / 16)) / FacePlaces.Count;
        return Math.Abs(left) > Far || Math.Abs(top) > Far ? null : new((int)along, (int)aside, (int)left, (int)top);
    }

    /// <summary>The upright face: red, green and blue of each pixel, between the four nearest of the frame; black outside of it.</summary>
    public byte[] Upright(CameraFormat format, int frameWidth, int frameHeight, ReadOnlySpan<byte> frame, int width, int height)
    {
        var pixels = new CameraPixels(format, false, frame, frameWidth, frameHeight);
        var face = new byte[width * height * 3];
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var right = X + (((Along * ((2L * x) + 1)) + (Aside * ((2L * y) + 1))) / 2) - (One / 2);
                var down = Y + (((Along * ((2L * y) + 1)) - (Aside * ((2L * x) + 1))) / 2) - (One / 2);
                var (red, green, blue) = (32768, 32768, 32768);
                for (var k = 0; k < 4; k++)
                {
                    var (column, row) = ((right >> 16) + (k % 2), (down >> 16) + (k / 2));
                    if (column < 0 || column >= frameWidth || row < 0 || row >= frameHeight)
                        continue;
                    var weight = Part(right, k % 2) * Part(down, k / 2);
                    var (r, g, b) = pixels.Colour((int)column, (int)row);
                    (red, green, blue) = (red + (weight * r), green + (weight * g), blue + (weight * b));
                }

                (face[at], face[at + 1], face[at + 2]) = ((byte)(red >> 16), (byte)(green >> 16), (byte)(blue >> 16));
                at += 3;
            }
        }

        return face;
    }

    /// <summary>How much of 256 the pixel before a place has, or the one behind it.</summary>
    private static int Part(long place, int isBehind)
    {
        var behind = (int)((place >> 8) & 0xFF);
        return isBehind == 1 ? behind : 256 - behind;
    }

    private static int Limit(int place) => Math.Clamp(place, SmallestPlace, LargestPlace);
}

using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Heads;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>An answer drawn over the picture that it is about.</summary>
internal static class AnswerOverlay
{
    private const byte MaskAlpha = 130;

    /// <summary>The 17 key points of COCO: head, arms, body, legs.</summary>
    private static readonly ImmutableArray<(int From, int To)> Bones =
    [
        (0, 1), (0, 2), (1, 3), (2, 4), (5, 7), (7, 9), (6, 8), (8, 10), (5, 6), (5, 11), (6, 12), (
            11, 12), (11, 13), (13, 15), (12, 14), (14, 16),
    ];

    private const int PointsWithBones = 17;

    /// <param name="size">Height and width of the network's picture.</param>
    public static OverlayCanvas Draw(Picture picture, (int Height, int Width) size, Head head, HeadAnswer answer)
    {
        var canvas = OverlayCanvas.Of(picture);
        var (across, down) = (canvas.Width / (16f * size.Width), canvas.Height / (16f * size.Height));
        if (answer.Map is { } map)
            canvas.Tint(
                map.Width, map.Height, i => map.Classes[i] == 0 ? SKColors.Empty : ClassColors.Of(map.Classes[i]).WithAlpha(MaskAlpha));
        if (answer.Items.Length == PointsWithBones && answer.Items.All(i => i is FoundPoint))
            DrawBones(canvas, [.. answer.Items.Cast<FoundPoint>()], p => Place(p.X, p.Y));

        // The best comes last, on top.
        var line = 0;
        foreach (var item in answer.Items.OfType<FoundBox>().Reverse<IAnswerItem>().Concat(answer.Items.Where(i => i is not FoundBox)))
        {
            switch (item)
            {
                case FoundBox b:
                    var (from, to) = (Place(b.Left, b.Top), Place(b.Right, b.Bottom));
                    var colour = ClassColors.Of(b.Track > 0 ? b.Track : b.Class);
                    canvas.Frame(new SKRect(from.X, from.Y, to.X, to.Y), colour);
                    canvas.Text(from.X, from.Y - canvas.LineHeight, Named(head, b.Class, b.Score, b.Track), colour);
                    break;
                case FoundPoint { Score: > 0 } p:
                    var dot = ClassColors.Of(p.Track > 0 ? p.Track : p.Class);
                    canvas.Dot(Place(p.X, p.Y), dot);
                    if (answer.Items.Length != PointsWithBones)
                        canvas.Text(
                            Place(p.X, p.Y).X + (5 * canvas.Stroke), Place(p.X, p.Y).Y, Named(head, p.Class, p.Score, p.Track), dot);
                    break;
                case RankedClass c:
                    canvas.Text(0, line++ * canvas.LineHeight, Named(head, c.Class, c.Score), SKColors.Black);
                    break;
                case GalleryMatch m:
                    canvas.Text(0, line++ * canvas.LineHeight, Named(head, m.Identity, m.Similarity), SKColors.Black);
                    break;
                case ClassRegion r when r.Class != 0:
                    var share = ((double)r.Area / answer.Map!.Classes.Length).ToString("P1", CultureInfo.InvariantCulture);
                    canvas.Text(0, line++ * canvas.LineHeight, $"{head.LabelOf(r.Class)} {share}", ClassColors.Of(r.Class));
                    break;
            }
        }

        return canvas;

        SKPoint Place(int x, int y) => new(x * across, y * down);
    }

    private static void DrawBones(OverlayCanvas canvas, ImmutableArray<FoundPoint> points, Func<FoundPoint, SKPoint> place)
    {
        foreach (var (from, to) in Bones.Where(b => points[b.From].Score > 0 && points[b.To].Score > 0))
            canvas.Line(place(points[from]), place(points[to]), SKColors.Lime);
    }

    private static string Named(Head head, int index, int score, int track = 0) =>
        head.LabelOf(index) + (score / 32768.0).ToString(" 0.00", CultureInfo.InvariantCulture) + (
            track > 0 ? string.Create(CultureInfo.InvariantCulture, $" #{track}") : "");
}

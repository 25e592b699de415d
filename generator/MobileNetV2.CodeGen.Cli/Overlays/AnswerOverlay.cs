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

    /// <param name="shares">Where on the picture the network's own lies; the picture's sides are 1.</param>
    public static OverlayCanvas Draw(Picture picture, SKRect shares, Head head, HeadAnswer answer)
    {
        var canvas = OverlayCanvas.Of(picture);
        var place = new SKRect(
            shares.Left * canvas.Width, shares.Top * canvas.Height, shares.Right * canvas.Width, shares.Bottom * canvas.Height);
        var (across, down) = (place.Width / (16f * head.Picture.Width), place.Height / (16f * head.Picture.Height));
        if (answer.Map is { } map)
            canvas.Tint(
                place,
                map.Width,
                map.Height,
                i => map.Classes[i] == 0 ? SKColors.Empty : ClassColors.Of(map.Classes[i]).WithAlpha(MaskAlpha));
        var bones = Skeleton.Of(answer);
        if (!bones.IsEmpty)
            DrawBones(canvas, bones, [.. answer.Items.Cast<FoundPoint>()], p => Place(p.X, p.Y));
        // The best comes last, on top; labels come after all shapes, the best first, where there is room.
        foreach (var item in answer.Items.Reverse())
        {
            if (item is FoundBox b)
                canvas.Frame(Between(Place(b.Left, b.Top), Place(b.Right, b.Bottom)), ColourOf(b));
            else if (item is FoundPoint { Score: > 0 } p)
                canvas.Dot(Place(p.X, p.Y), ColourOf(p));
        }

        // Where points have bones, these say which is which.
        foreach (var item in answer.Items.Where(i => bones.IsEmpty || i is not FoundPoint))
            Label(canvas, head, answer, item, Place);
        return canvas;

        SKPoint Place(int x, int y) => new(place.Left + (x * across), place.Top + (y * down));
    }

    private static SKRect Between(SKPoint from, SKPoint to) => new(from.X, from.Y, to.X, to.Y);

    private static void Label(OverlayCanvas canvas, Head head, HeadAnswer answer, IAnswerItem item, Func<int, int, SKPoint> place)
    {
        switch (item)
        {
            case FoundBox b:
                var corner = place(b.Left, b.Top);
                canvas.Label(corner.X, corner.Y - canvas.LineHeight, Named(head, b.Class, b.Score, b.Track), ColourOf(b));
                break;
            case FoundPoint { Score: > 0 } p:
                var at = place(p.X, p.Y);
                canvas.Label(at.X + (5 * canvas.Stroke), at.Y, Named(head, p.Class, p.Score, p.Track), ColourOf(p));
                break;
            case RankedClass c:
                canvas.Label(0, 0, Named(head, c.Class, c.Score), SKColors.Black);
                break;
            case GalleryMatch m:
                canvas.Label(0, 0, Named(head, m.Identity, m.Similarity), SKColors.Black);
                break;
            case ClassRegion r when r.Class != 0:
                var share = ((double)r.Area / answer.Map!.Classes.Length).ToString("P1", CultureInfo.InvariantCulture);
                canvas.Label(0, 0, $"{head.LabelOf(r.Class)} {share}", ClassColors.Of(r.Class));
                break;
        }
    }

    private static SKColor ColourOf(IAnswerItem item) => item switch
    {
        FoundBox b => ClassColors.Of(b.Track > 0 ? b.Track : b.Class),
        FoundPoint p => ClassColors.Of(p.Track > 0 ? p.Track : p.Class),
        _ => SKColors.Black,
    };

    private static void DrawBones(
        OverlayCanvas canvas, ImmutableArray<(int From, int To)> bones, ImmutableArray<FoundPoint> points, Func<FoundPoint, SKPoint> place)
    {
        foreach (var (from, to) in bones.Where(b => points[b.From].Score > 0 && points[b.To].Score > 0))
            canvas.Line(place(points[from]), place(points[to]), SKColors.Lime);
    }

    private static string Named(Head head, int index, int score, int track = 0) =>
        head.LabelOf(index) + (score / 32768.0).ToString(" 0.00", CultureInfo.InvariantCulture) + (
            track > 0 ? string.Create(CultureInfo.InvariantCulture, $" #{track}") : "");
}

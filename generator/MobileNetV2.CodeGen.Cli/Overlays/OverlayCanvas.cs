using MobileNetV2.CodeGen.Cli.Inputs;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>A picture to draw on; small ones are enlarged so that letters can be read.</summary>
internal sealed class OverlayCanvas : IDisposable
{
    private const int SmallestSide = 384;

    private readonly List<SKRect> _labels = [];
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;

    private OverlayCanvas(SKBitmap bitmap, int stroke) => (_bitmap, _canvas, Stroke) = (bitmap, new SKCanvas(bitmap), stroke);

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    /// <summary>The thickness of lines, and of the dots of letters.</summary>
    public int Stroke { get; }

    public int LineHeight => (DotFont.Height + 3) * Stroke;

    public static OverlayCanvas Of(Picture picture)
    {
        var colours = picture.Pixels.Span;
        var pixels = new SKColor[picture.Width * picture.Height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var at = i * picture.Channels;
            pixels[i] = picture.Channels == 3
                ? new(colours[at], colours[at + 1], colours[at + 2])
                : new(colours[at], colours[at], colours[at]);
        }

        using var source = new SKBitmap(Info(picture.Width, picture.Height)) { Pixels = pixels };
        var factor = Math.Max(1, (SmallestSide + Math.Min(picture.Width, picture.Height) - 1) / Math.Min(picture.Width, picture.Height));
        var canvas = Blank(picture.Width * factor, picture.Height * factor);
        using var image = SKImage.FromBitmap(source);
        canvas._canvas.DrawImage(image, new SKRect(0, 0, canvas.Width, canvas.Height), new SKSamplingOptions(SKFilterMode.Linear));
        return canvas;
    }

    /// <param name="stroke">Of lines and letters; what the size of the picture asks for when left out.</param>
    public static OverlayCanvas Blank(int width, int height, int? stroke = null)
    {
        var canvas = new OverlayCanvas(
            new SKBitmap(Info(width, height)), stroke ?? Math.Max(1, (Math.Min(width, height) + 110) / 220));
        canvas._canvas.Clear(SKColors.Black);
        return canvas;
    }

    /// <summary>Draws another picture as large as fits into a place.</summary>
    public void Paste(OverlayCanvas other, SKRect place)
    {
        var scale = Math.Min(place.Width / other.Width, place.Height / other.Height);
        var (width, height) = (other.Width * scale, other.Height * scale);
        using var image = SKImage.FromBitmap(other._bitmap);
        _canvas.DrawImage(
            image,
            SKRect.Create(place.Left + ((place.Width - width) / 2), place.Top + ((place.Height - height) / 2), width, height),
            new SKSamplingOptions(SKCubicResampler.Mitchell));
    }

    public void Frame(SKRect place, SKColor colour)
    {
        using var paint = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 2 * Stroke, Color = colour, IsAntialias = true };
        _canvas.DrawRect(place, paint);
    }

    public void Line(SKPoint from, SKPoint to, SKColor colour)
    {
        using var paint = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 2 * Stroke, Color = colour, IsAntialias = true };
        _canvas.DrawLine(from, to, paint);
    }

    /// <summary>A dot with a dark rim, to be seen on any ground.</summary>
    public void Dot(SKPoint place, SKColor colour)
    {
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        _canvas.DrawCircle(place, 4 * Stroke, paint);
        paint.Color = colour;
        _canvas.DrawCircle(place, 3 * Stroke, paint);
    }

    /// <summary>Mixes colours into a part of the picture; a transparent one leaves the pixel.</summary>
    public void Tint(SKRect place, int width, int height, Func<int, SKColor> colourOf)
    {
        using var mask = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul))
        {
            Pixels = [.. Enumerable.Range(0, width * height).Select(colourOf)],
        };
        using var image = SKImage.FromBitmap(mask);
        _canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    /// <summary>How many letters a line of a width has room for.</summary>
    public int LettersIn(float width) => (int)((width / Stroke) - 2) / (DotFont.Width + 1);

    /// <summary>Text near a place, below those that are there already; above them when there is no room below.</summary>
    public void Label(float x, float y, string text, SKColor ground)
    {
        var wanted = PlaceOf(x, y, text);
        var free = Enumerable.Range(0, (Height / LineHeight) + 1).SelectMany(k => k == 0 ? [0] : new[] { k, -k })
            .Select(k => SKRect.Create(wanted.Left, wanted.Top + (k * LineHeight), wanted.Width, wanted.Height))
            .FirstOrDefault(p => p.Top >= 0 && p.Bottom <= Height && !_labels.Exists(l => Overlap(l, p)), wanted);
        _labels.Add(free);
        Text(free.Left, free.Top, text, ground);
    }

    /// <summary>Text on its colour, inside the picture.</summary>
    public void Text(float x, float y, string text, SKColor ground)
    {
        var place = PlaceOf(x, y, text);
        var (left, top, width) = ((int)place.Left, (int)place.Top, (int)place.Width);
        using var paint = new SKPaint { Color = ground };
        _canvas.DrawRect(left, top, width, LineHeight, paint);
        paint.Color = Brightness(ground) > 140 ? SKColors.Black : SKColors.White;
        for (var i = 0; i < text.Length; i++)
        {
            for (var dot = 0; dot < DotFont.Width * DotFont.Height; dot++)
            {
                var (row, column) = Math.DivRem(dot, DotFont.Width);
                if (DotFont.HasDot(text[i], column, row))
                    _canvas.DrawRect(
                        left + (((i * (DotFont.Width + 1)) + column + 1.5f) * Stroke),
                        top + ((row + DotFont.Drop(text[i]) + 1.5f) * Stroke),
                        Stroke,
                        Stroke,
                        paint);
            }
        }
    }

    private static bool Overlap(SKRect a, SKRect b) => SKRect.Intersect(a, b) is { Width: > 0, Height: > 0 };

    private SKRect PlaceOf(float x, float y, string text)
    {
        var width = ((DotFont.Width + 1) * text.Length + 2) * Stroke;
        return SKRect.Create(
            (int)Math.Clamp(x, 0, Math.Max(0, Width - width)), (int)Math.Clamp(y, 0, Math.Max(0, Height - LineHeight)), width, LineHeight);
    }

    public void Save(Stream to)
    {
        using var image = SKImage.FromBitmap(_bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(to);
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    private static SKImageInfo Info(int width, int height) => new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);

    private static int Brightness(SKColor colour) => ((299 * colour.Red) + (587 * colour.Green) + (114 * colour.Blue)) / 1000;
}

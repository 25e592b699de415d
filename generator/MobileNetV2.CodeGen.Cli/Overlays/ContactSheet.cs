using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>Many pictures on one, with their names.</summary>
internal sealed class ContactSheet : IDisposable
{
    private const int Cell = 384;

    private const int Columns = 4;

    private const int Stroke = 2;

    /// <summary>More pictures than this would not be looked at, and take memory.</summary>
    public const int Most = 64;

    private readonly OverlayCanvas _sheet;
    private readonly int _columns;
    private int _next;

    public ContactSheet(int pictures)
    {
        _columns = Math.Min(pictures, Columns);
        _sheet = OverlayCanvas.Blank(_columns * Cell, (pictures + _columns - 1) / _columns * Cell, Stroke);
    }

    public void Add(OverlayCanvas picture, string name)
    {
        const int margin = 4;
        var (row, column) = Math.DivRem(_next++, _columns);
        var caption = _sheet.LineHeight;
        _sheet.Paste(
            picture, SKRect.Create((column * Cell) + margin, (row * Cell) + margin, Cell - (2 * margin), Cell - (2 * margin) - caption));
        var most = _sheet.LettersIn(Cell - margin);
        _sheet.Text(
            (column * Cell) + margin, ((row + 1) * Cell) - caption, name.Length <= most ? name : name[..(most - 2)] + "..", SKColors.Black);
    }

    public void Save(Stream to) => _sheet.Save(to);

    public void Dispose() => _sheet.Dispose();
}

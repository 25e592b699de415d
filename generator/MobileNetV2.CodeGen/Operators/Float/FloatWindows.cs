using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What the filter of a convolution sees: one row of elements for each output pixel, in the filter's order,
/// zeros outside the image.</summary>
internal sealed class FloatWindows
{
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly Size2D _window;
    private readonly Size2D _stride;
    private readonly Size2D _dilation;
    private readonly Padding2D _padding;
    private readonly int _channels;
    private readonly float[] _row;

    public FloatWindows(Shape input, Shape output, Shape filter, Size2D stride, Size2D dilation, Padding2D padding)
    {
        (_input, _output, _window, _stride, _dilation, _padding) = (input, output, filter.Extent, stride, dilation, padding);
        _channels = filter.Channels;
        Groups = input.Channels / _channels;
        Length = FloatVectors.Padded(checked(_window.Height * _window.Width * _channels));
        IsView = Groups == 1 && _window.IsOne && stride.IsOne && padding.IsZero && Length == _channels;
        _row = IsView ? [] : new float[checked(output.Width * Length)];
    }

    public int Groups { get; }

    /// <summary>Elements of a row: those of a window, and zeros up to a length that vectors divide.</summary>
    public int Length { get; }

    /// <summary>Rows are pieces of the input.</summary>
    public bool IsView { get; }

    /// <summary>The windows of one row of output pixels; valid until the next call.</summary>
    public ReadOnlySpan<float> Row(ReadOnlySpan<float> input, int row, int group)
    {
        var (batch, y) = Math.DivRem(row, _output.Height);
        if (IsView)
            return input.Slice(row * _input.Width * _channels, _input.Width * _channels);
        for (var x = 0; x < _output.Width; x++)
        {
            var at = x * Length;
            for (var ky = 0; ky < _window.Height; ky++)
            {
                var iy = (y * _stride.Height) - _padding.Top + (ky * _dilation.Height);
                for (var kx = 0; kx < _window.Width; kx++, at += _channels)
                {
                    var ix = (x * _stride.Width) - _padding.Left + (kx * _dilation.Width);
                    var target = _row.AsSpan(at, _channels);
                    if (iy < 0 || iy >= _input.Height || ix < 0 || ix >= _input.Width)
                        target.Clear();
                    else
                        input.Slice((((((batch * _input.Height) + iy) * _input.Width) + ix) * _input.Channels)
                            + (group * _channels), _channels).CopyTo(target);
                }
            }
        }

        return _row;
    }
}

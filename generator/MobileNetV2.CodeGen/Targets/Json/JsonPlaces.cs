namespace MobileNetV2.CodeGen.Targets.Json;

/// <summary>Finds the places of values that are asked for in the order of the text: every byte is looked at once.</summary>
internal ref struct JsonPlaces(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _seen;
    private int _lineBegin;
    private int _line = 1;

    /// <param name="offset">Not before that of the last question.</param>
    public JsonPlace Of(int offset)
    {
        var more = _utf8[_seen..offset];
        _line += more.Count((byte)'\n');
        if (more.LastIndexOf((byte)'\n') is >= 0 and var last)
            _lineBegin = _seen + last + 1;
        _seen = offset;
        return new(_line, offset - _lineBegin + 1);
    }
}

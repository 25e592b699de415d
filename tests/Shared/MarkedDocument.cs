namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>A part of a document of the repository that a test writes and compares: what stands between two marks.</summary>
internal sealed class MarkedDocument
{
    private readonly string _path;
    private readonly string _begin;
    private readonly string _end;

    /// <param name="path">Below the repository's root.</param>
    /// <param name="name">Stands in both marks.</param>
    public MarkedDocument(string path, string name)
        : this(path, $"<!-- {name} -->\n", $"<!-- end of {name} -->\n")
    {
    }

    /// <summary>The part between two texts, in a format that has no comments.</summary>
    public MarkedDocument(string path, string begin, string end)
    {
        _path = Golden.FromCheckout(path);
        (_begin, _end) = (begin, end);
    }

    public string Read()
    {
        var (text, begin, end) = Find();
        return text[begin..end];
    }

    public void Write(string content)
    {
        var (text, begin, end) = Find();
        File.WriteAllText(_path, text[..begin] + content + text[end..]);
    }

    private (string Text, int Begin, int End) Find()
    {
        var text = File.ReadAllText(_path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(_begin, StringComparison.Ordinal);
        var end = text.IndexOf(_end, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{_path} has no '{_begin.Trim()}'");
        return (text, begin + _begin.Length, end);
    }
}

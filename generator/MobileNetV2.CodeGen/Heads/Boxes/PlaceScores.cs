namespace MobileNetV2.CodeGen.Heads;

/// <summary>The classes of one place of a YOLO network.</summary>
internal readonly ref struct PlaceScores(ReadOnlySpan<byte> elements, int first, int classes, int stride, ScoreTable table, int whole)
{
    private readonly ReadOnlySpan<byte> _elements = elements;

    /// <summary>Adds a box with the scores of its classes.</summary>
    public void AddTo(BoxCandidates found, FoundBox box, bool isAgnostic)
    {
        var sum = table.SumOf(_elements, first, classes, stride);
        var best = 0;
        for (var c = 0; c < classes; c++)
        {
            if (isAgnostic)
                best = Element(c) > Element(best) ? c : best;
            else
                found.Add(box with { Class = c, Score = Score(sum, c) });
        }

        if (isAgnostic)
            found.Add(box with { Class = best, Score = Score(sum, best) });
    }

    private int Element(int c) => ScoreTable.Element(_elements, first + (c * stride));

    private int Score(ScoreSum sum, int c) => (int)((long)whole * table.At(sum, Element(c)) / ScoreTable.One);
}

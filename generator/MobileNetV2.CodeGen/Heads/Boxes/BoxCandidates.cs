using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>The best boxes so far, of equal ones the first.</summary>
internal sealed class BoxCandidates(BoxRule rule)
{
    private readonly List<FoundBox> _boxes = [];

    /// <summary>Whether a box with this score would be kept.</summary>
    public bool Takes(int score) => score >= rule.Threshold && (_boxes.Count < rule.Candidates || score > _boxes[^1].Score);

    public void Add(FoundBox box)
    {
        if (!Takes(box.Score))
            return;
        if (_boxes.Count == rule.Candidates)
            _boxes.RemoveAt(_boxes.Count - 1);
        var at = _boxes.FindIndex(b => b.Score < box.Score);
        _boxes.Insert(at < 0 ? _boxes.Count : at, box);
    }

    /// <summary>Those that do not overlap better ones too much.</summary>
    public ImmutableArray<FoundBox> Best()
    {
        var kept = new List<FoundBox>();
        foreach (var box in _boxes)
        {
            if (kept.Count == rule.Most)
                break;
            if (!kept.Exists(k => (rule.IsAgnostic || k.Class == box.Class) && Overlap(k, box)))
                kept.Add(box);
        }

        return [.. kept];
    }

    private bool Overlap(FoundBox a, FoundBox b)
    {
        var common = a.CommonWith(b);
        return common > 0 && common * 32768 > rule.Overlap * (a.Area + b.Area - common);
    }
}

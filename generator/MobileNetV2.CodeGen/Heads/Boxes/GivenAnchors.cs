using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Anchors that a network has as an output of its own: its bytes, and what an element is in 4096ths of a pixel.</summary>
/// <param name="areCorners">Left, top, right, bottom; otherwise the centre's y and x, height and width.</param>
internal sealed class GivenAnchors(
    ImmutableArray<byte> elements, ImmutableArray<int> down, ImmutableArray<int> across, bool areCorners) : AnchorSet
{
    public override int Count => elements.Length / 4;

    public override Anchor At(int index)
    {
        if (!areCorners)
            return new(In(down, 0), In(across, 1), In(down, 2), In(across, 3));
        var (left, top, right, bottom) = (In(across, 0), In(down, 1), In(across, 2), In(down, 3));
        return new((top + bottom) / 2, (left + right) / 2, bottom - top, right - left);

        int In(ImmutableArray<int> table, int k) => table[ScoreTable.Element(elements.AsSpan(), (4 * index) + k) + 128];
    }

    public override string InC(HeadCodeBuilder code, List<string> rule)
    {
        var table = code.Table("anchors", [.. elements.Select(e => (int)unchecked((sbyte)e))], "int8_t");
        return $"NULL, {table}, {code.Table("anchor_down", down)}, {code.Table("anchor_across", across)}";
    }
}

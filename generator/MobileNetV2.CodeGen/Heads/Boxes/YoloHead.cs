using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>YOLO heads with anchors, and YOLOX, whose only anchor is a cell; the C is <c>mnv2_yolo</c>.</summary>
/// <param name="starts">Where each grid begins, when all lie in one output.</param>
internal sealed class YoloHead(
    BoxRule rule, TrackRule? track, int classes, ImmutableArray<YoloLevel> levels, ImmutableArray<int>? starts = null)
    : LevelsHead<YoloLevel>(rule, track, classes, levels, "mnv2_yolo", starts)
{
    protected override string Work { get; } =
        HeadCodeBuilder.Text($"{levels.Sum(l => l.Cells * l.Anchors)} places * {classes} scores");

    protected override string InC(YoloLevel level, HeadCodeBuilder code, int index) => level.InC(code, index);

    protected override void Find(BoxCandidates found, YoloLevel level, byte[] output) => level.Find(found, Rule, output);
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Heads without anchors whose distances are distributions; the C is <c>mnv2_focal</c>.</summary>
internal sealed class FocalHead(BoxRule rule, TrackRule? track, int classes, ImmutableArray<FocalLevel> levels)
    : LevelsHead<FocalLevel>(rule, track, classes, levels, "mnv2_focal")
{
    private readonly int _classes = classes;

    protected override string Work { get; } =
        HeadCodeBuilder.Text($"{levels.Sum(l => l.Cells)} places * ({classes} scores + {4 * levels[0].Bins} bins)");

    protected override string InC(FocalLevel level, HeadCodeBuilder code, int index) => level.InC(code, index);

    protected override void Find(BoxCandidates found, FocalLevel level, byte[] output) => level.Find(found, Rule, output, _classes);
}

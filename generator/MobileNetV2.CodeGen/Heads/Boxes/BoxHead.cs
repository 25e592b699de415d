using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Heads that find boxes, and follow them when asked.</summary>
internal abstract class BoxHead(BoxRule rule, TrackRule? track) : Head
{
    public sealed override HeadShape Shape => HeadShape.Boxes(rule.Most);

    public sealed override HeadCode Code
    {
        get
        {
            var code = Finding;
            if (UsesCandidates)
                code = code with { State = [.. code.State, rule.Memory], StateBytes = rule.MemoryBytes };
            return track is null ? code : track.AddTo(code, rule.Most);
        }
    }

    public sealed override IHeadSession Start()
    {
        var tracker = track is null ? null : new BoxTracker(track);
        return new StatelessSession(outputs =>
        {
            var boxes = Read(outputs);
            return new([.. tracker?.Follow(boxes) ?? boxes]);
        });
    }

    /// <summary>Tracking and memory left out.</summary>
    protected abstract HeadCode Finding { get; }

    protected virtual bool UsesCandidates => true;

    protected abstract ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs);

    /// <summary>What the C function of this kind of head reads besides its outputs.</summary>
    protected BoxRule Rule => rule;
}

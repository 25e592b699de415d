using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Heads that find key points, and smooth them when asked.</summary>
internal abstract class PoseHead(int points, SmoothRule? smooth) : Head
{
    public sealed override HeadShape Shape => HeadShape.Points(points);

    public sealed override HeadCode Code => smooth is null ? Finding : smooth.AddTo(Finding, points);

    public sealed override IHeadSession Start()
    {
        var smoother = smooth is null ? null : new PointSmoother(smooth, points);
        return new StatelessSession(outputs =>
        {
            ImmutableArray<FoundPoint> found = [.. Enumerable.Range(0, points).Select(i => Find(outputs[0], i))];
            return new([.. smoother?.Next(found) ?? found]);
        });
    }

    /// <summary>Smoothing left out.</summary>
    protected abstract HeadCode Finding { get; }

    protected abstract FoundPoint Find(byte[] output, int point);
}

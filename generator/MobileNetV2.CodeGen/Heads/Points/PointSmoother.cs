using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Key points from frame to frame: the managed twin of <c>mnv2_smooth_points</c>.</summary>
internal sealed class PointSmoother(SmoothRule rule, int points)
{
    private readonly Known[] _known = new Known[points];

    public ImmutableArray<FoundPoint> Next(ImmutableArray<FoundPoint> seen)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            var expected = _known[i].Moved(rule);
            _known[i] = seen[i].Score > 0 ? expected.Seeing(seen[i], rule)
                : expected.Missed < rule.Patience ? expected with { Missed = expected.Missed + 1 }
                : default;
        }

        return [.. seen.Select((p, i) => _known[i].Score == 0 ? p : _known[i].On(p))];
    }

    /// <param name="X">256ths of a pixel.</param>
    /// <param name="Score">0: not known.</param>
    private readonly record struct Known(int X, int Y, int SpeedX, int SpeedY, int Score, int Missed)
    {
        public Known Moved(SmoothRule rule) => this with
        {
            X = Math.Clamp(X + SpeedX, 0, 16 * rule.Width),
            Y = Math.Clamp(Y + SpeedY, 0, 16 * rule.Height),
        };

        public Known Seeing(FoundPoint seen, SmoothRule rule)
        {
            var (x, y) = ((16 * seen.X) - X, (16 * seen.Y) - Y);
            return Score == 0
                ? new(16 * seen.X, 16 * seen.Y, 0, 0, seen.Score, 0)
                : new(
                    X + Share(x, rule.Gain),
                    Y + Share(y, rule.Gain),
                    SpeedX + Share(x, rule.SpeedGain),
                    SpeedY + Share(y, rule.SpeedGain),
                    seen.Score,
                    0);
        }

        public FoundPoint On(FoundPoint point) => point with { X = (X + 8) / 16, Y = (Y + 8) / 16, Score = Score };

        private static int Share(int surprise, int gain) => (int)((long)surprise * gain / 32768);
    }
}

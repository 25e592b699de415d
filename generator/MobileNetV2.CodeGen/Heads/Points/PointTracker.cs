using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gives centres the numbers of their tracks: the managed twin of <c>mnv2_follow_points</c>.</summary>
internal sealed class PointTracker(PointTrackRule rule)
{
    private readonly Track?[] _tracks = new Track?[rule.Most];
    private int _last;

    public ImmutableArray<FoundPoint> Follow(ImmutableArray<FoundPoint> seen)
    {
        var points = seen.Select(p => p with { Track = 0 }).ToArray();
        for (var i = 0; i < _tracks.Length; i++)
            _tracks[i] = _tracks[i]?.Moved();
        while (NearestPair(points) is { } pair)
            (_tracks[pair.Track], points[pair.Point]) = _tracks[pair.Track]!.Taking(points[pair.Point]);
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i]?.Missed > rule.Patience)
                _tracks[i] = null;
        }

        for (var k = 0; k < points.Length; k++)
        {
            if (points[k].Track == 0 && Array.IndexOf(_tracks, null) is >= 0 and var free)
            {
                _last = _last == int.MaxValue ? 1 : _last + 1;
                points[k] = points[k] with { Track = _last };
                _tracks[free] = new(points[k], 0, 0, 0);
            }
        }

        return [.. points];
    }

    private (int Track, int Point)? NearestPair(FoundPoint[] points)
    {
        (int Track, int Point)? found = null;
        var best = ((long)rule.Reach * rule.Reach) + 1;
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i] is not { Missed: > 0 } track)
                continue;
            for (var k = 0; k < points.Length; k++)
            {
                if (points[k].Track == 0 && points[k].Class == track.Point.Class
                    && Distance(track.Point, points[k]) is var distance && distance < best)
                    (found, best) = ((i, k), distance);
            }
        }

        return found;
    }

    private static long Distance(FoundPoint a, FoundPoint b)
    {
        long x = a.X - b.X, y = a.Y - b.Y;
        return (x * x) + (y * y);
    }

    /// <param name="SpeedX">256ths of a pixel in a frame.</param>
    private sealed record Track(FoundPoint Point, int SpeedX, int SpeedY, int Missed)
    {
        public Track Moved() => this with
        {
            Point = Point with { X = Point.X + (SpeedX / 16), Y = Point.Y + (SpeedY / 16) },
            Missed = Missed + 1,
        };

        public (Track Track, FoundPoint Point) Taking(FoundPoint seen)
        {
            var point = seen with { Track = Point.Track };
            return (new(point, Adapted(SpeedX, Point.X, seen.X), Adapted(SpeedY, Point.Y, seen.Y), 0), point);
        }

        /// <summary>Half way from the speed so far to that of the last frame; a sixteenth of a pixel is 16 of a speed.</summary>
        private static int Adapted(int speed, int expected, int seen) => speed + ((seen - expected) * 8);
    }
}

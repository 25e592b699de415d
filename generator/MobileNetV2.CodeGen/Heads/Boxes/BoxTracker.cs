using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gives boxes the numbers of their tracks: the managed twin of <c>mnv2_follow</c>.</summary>
internal sealed class BoxTracker(TrackRule rule)
{
    private readonly Track?[] _tracks = new Track?[rule.Most];
    private int _last;

    public ImmutableArray<FoundBox> Follow(ImmutableArray<FoundBox> seen)
    {
        var boxes = seen.Select(b => b with { Track = 0 }).ToArray();
        for (var i = 0; i < _tracks.Length; i++)
            _tracks[i] = _tracks[i]?.Moved();
        while (BestPair(boxes) is { } pair)
            (_tracks[pair.Track], boxes[pair.Box]) = _tracks[pair.Track]!.Taking(boxes[pair.Box]);
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i]?.Missed > rule.Patience)
                _tracks[i] = null;
        }

        for (var k = 0; k < boxes.Length; k++)
        {
            if (boxes[k].Track == 0 && Array.IndexOf(_tracks, null) is >= 0 and var free)
            {
                _last = _last == int.MaxValue ? 1 : _last + 1;
                boxes[k] = boxes[k] with { Track = _last };
                _tracks[free] = new(boxes[k], 0, 0, 0);
            }
        }

        return [.. boxes];
    }

    private (int Track, int Box)? BestPair(FoundBox[] boxes)
    {
        (int Track, int Box)? found = null;
        var best = rule.Overlap - 1;
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i] is not { Missed: > 0 } track)
                continue;
            for (var k = 0; k < boxes.Length; k++)
            {
                if (boxes[k].Track == 0 && boxes[k].Class == track.Box.Class && Share(track.Box, boxes[k]) is var share && share > best)
                    (found, best) = ((i, k), share);
            }
        }

        return found;
    }

    private static int Share(FoundBox a, FoundBox b)
    {
        var common = a.CommonWith(b);
        return common == 0 ? 0 : (int)(common * 32768 / (a.Area + b.Area - common));
    }

    /// <param name="SpeedX">Of the centre, 256ths of a pixel in a frame.</param>
    private sealed record Track(FoundBox Box, int SpeedX, int SpeedY, int Missed)
    {
        public Track Moved()
        {
            var (x, y) = (SpeedX / 16, SpeedY / 16);
            return this with
            {
                Box = Box with { Left = Box.Left + x, Right = Box.Right + x, Top = Box.Top + y, Bottom = Box.Bottom + y },
                Missed = Missed + 1,
            };
        }

        public (Track Track, FoundBox Box) Taking(FoundBox seen)
        {
            var box = seen with { Track = Box.Track };
            return (new(
                box,
                Adapted(SpeedX, Box.Left + Box.Right, seen.Left + seen.Right),
                Adapted(SpeedY, Box.Top + Box.Bottom, seen.Top + seen.Bottom),
                0), box);
        }

        /// <summary>Half way from the speed so far to that of the last frame; centres are doubled, so one step is 8 of a speed.</summary>
        private static int Adapted(int speed, int expected, int seen) => speed + ((seen - expected) * 8 / 2);
    }
}

using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gives what is found the numbers of its tracks from frame to frame, each of which moves on at its speed: the managed twin of
/// <c>mnv2_follow_private.h</c>.</summary>
/// <param name="most">Tracks at a time.</param>
/// <param name="patience">Frames without anything after which a track ends.</param>
internal abstract class Tracker<T>(int most, int patience)
    where T : class
{
    private readonly Track?[] _tracks = new Track?[most];
    private int _last;

    public ImmutableArray<T> Follow(ImmutableArray<T> found)
    {
        var seen = found.Select(s => Numbered(s, 0)).ToArray();
        for (var i = 0; i < _tracks.Length; i++)
            _tracks[i] = _tracks[i] is { } track ? track with { Seen = Moved(track), Missed = track.Missed + 1 } : null;
        while (BestPair(seen) is { } pair)
            seen[pair.Seen] = Take(pair.Track, seen[pair.Seen]);
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i]?.Missed > patience)
                _tracks[i] = null;
        }

        for (var k = 0; k < seen.Length; k++)
        {
            if (Number(seen[k]) == 0 && Array.IndexOf(_tracks, null) is >= 0 and var free)
            {
                _last = _last == int.MaxValue ? 1 : _last + 1;
                seen[k] = Numbered(seen[k], _last);
                _tracks[free] = new(seen[k], 0, 0, 0);
            }
        }

        return [.. seen];
    }

    /// <summary>Of its track; 0 before it has one.</summary>
    protected abstract int Number(T seen);

    protected abstract T Numbered(T seen, int number);

    protected abstract int Class(T seen);

    protected abstract T Moved(T seen, int x, int y);

    /// <summary>The larger, the more alike; 0 when they are not the same thing.</summary>
    protected abstract long Likeness(T expected, T seen);

    /// <summary>What is to be added to the speed, which is in 256ths of a pixel: half of what was not expected.</summary>
    protected abstract (int X, int Y) Surprise(T expected, T seen);

    private T Moved(Track track) => Moved(track.Seen, track.SpeedX / 16, track.SpeedY / 16);

    private T Take(int at, T seen)
    {
        var track = _tracks[at]!;
        var numbered = Numbered(seen, Number(track.Seen));
        var (x, y) = Surprise(track.Seen, seen);
        _tracks[at] = new(numbered, track.SpeedX + x, track.SpeedY + y, 0);
        return numbered;
    }

    private (int Track, int Seen)? BestPair(T[] seen)
    {
        (int Track, int Seen)? found = null;
        var best = 0L;
        for (var i = 0; i < _tracks.Length; i++)
        {
            if (_tracks[i] is not { Missed: > 0 } track)
                continue;
            for (var k = 0; k < seen.Length; k++)
            {
                if (Number(seen[k]) == 0 && Class(seen[k]) == Class(track.Seen)
                    && Likeness(track.Seen, seen[k]) is var likeness && likeness > best)
                    (found, best) = ((i, k), likeness);
            }
        }

        return found;
    }

    private sealed record Track(T Seen, int SpeedX, int SpeedY, int Missed);
}

using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>For every step, a bound on the arena from the buffers that are live in it.</summary>
/// <remarks>Kept up from step to step: buffers of a network of thousands of branches live for thousands of steps.</remarks>
internal sealed class LiveSetBounds
{
    private readonly PlacementProblem _problem;
    private readonly long[] _bytes;

    public LiveSetBounds(PlacementProblem problem)
    {
        _problem = problem;
        _bytes = new long[problem.Live.Steps.Length];
        var largest = new RunningMaximum();
        LiveSizes[] inUnits = [.. problem.Buffers.Select(b => b.AlignmentBytes).Distinct().Order().Select(unit => new LiveSizes(unit))];
        for (var i = 0; i < _bytes.Length; i++)
        {
            foreach (var born in problem.Live.BornAt(i))
            {
                var buffer = problem.Buffers[born];
                largest.Add(buffer.SizeBytes, buffer.LastStep);
                foreach (var sizes in inUnits)
                    sizes.Add(buffer);
            }

            foreach (var dead in problem.Live.DiesBefore(i))
            {
                foreach (var sizes in inUnits)
                    sizes.Remove(problem.Buffers[dead]);
            }

            var step = problem.Live.Steps[i];
            // All offsets are multiples of the smallest alignment, so sizes and distances count in such units.
            if (Array.Find(inUnits, sizes => sizes.IsInUse) is { } live)
                _bytes[i] = Math.Max(live.Bytes(step) - Saved(step, live.Unit), largest.At(step));
        }
    }

    /// <summary>For the step of that index among <see cref="LiveSets.Steps"/>, as if outputs did not get in each other's way.</summary>
    public long At(int index) => _bytes[index];

    private long Saved(int step, int unit) => SharedBytes.Most([.. _problem.PermitsAt(step).Select(p => Pair(p, unit))]);

    private SharedBytes.Pair Pair(OverlapPermit permit, int unit) => new(
        permit.Output.Value,
        LiveSizes.RoundUp(_problem.Buffers[permit.Output.Value].SizeBytes, unit),
        permit.Input.Value,
        LiveSizes.RoundUp(_problem.Buffers[permit.Input.Value].SizeBytes, unit),
        LiveSizes.RoundUp(Math.Max(permit.DistanceBytes, 0), unit));
}

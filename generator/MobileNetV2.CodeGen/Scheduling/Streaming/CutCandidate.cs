namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A way to run operators [First, End) as one step.</summary>
/// <param name="Tiling">Of a stream; none for an operator over whole tensors.</param>
/// <param name="PeakBytes">Modelled bytes of the arena while the step runs, tensors that only pass by included.</param>
/// <param name="Instructions">Estimated instructions.</param>
/// <param name="MostWorkBytes">Kernels that work in more are passed over, as long as there is another.</param>
internal readonly record struct CutCandidate(int First, int End, Tiling Tiling, long PeakBytes, long Instructions, int MostWorkBytes)
{
    public bool IsStream => Tiling != Tiling.None;

    /// <summary>Which of its expansions are computed again, and how: a number of <see cref="StreamCuts"/>; 0 for none.</summary>
    public int Recomputed { get; init; }

    /// <summary>Whether both compute the same tiles, on whatever kernels.</summary>
    public bool IsSameStream(CutCandidate other) =>
        (First, End, Tiling, Recomputed) == (other.First, other.End, other.Tiling, other.Recomputed);

    public bool IsOnFastestKernels => MostWorkBytes == int.MaxValue;
}

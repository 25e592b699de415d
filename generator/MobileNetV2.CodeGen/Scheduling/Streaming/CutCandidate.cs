namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A way to run operators [First, End) as one step.</summary>
/// <param name="TilePixels">The least width of a stream's tiles; minus that where stages that can compute two whole rows at once do so;
/// 0 for an operator over whole tensors.</param>
/// <param name="PeakBytes">Modelled bytes of the arena while the step runs, tensors that only pass by included.</param>
/// <param name="Instructions">Estimated instructions.</param>
/// <param name="MostWorkBytes">Kernels that work in more are passed over, as long as there is another.</param>
internal readonly record struct CutCandidate(int First, int End, int TilePixels, long PeakBytes, long Instructions, int MostWorkBytes)
{
    public bool IsStream => TilePixels != 0;

    /// <summary>Which of its expansions are computed again: a number of <see cref="StreamCuts.Recomputed"/>; 0 for none.</summary>
    public int Recomputed { get; init; }

    /// <summary>Whether both compute the same tiles, on whatever kernels.</summary>
    public bool IsSameStream(CutCandidate other) =>
        (First, End, TilePixels, Recomputed) == (other.First, other.End, other.TilePixels, other.Recomputed);

    public bool IsOnFastestKernels => MostWorkBytes == int.MaxValue;
}

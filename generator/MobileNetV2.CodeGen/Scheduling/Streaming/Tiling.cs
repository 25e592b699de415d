namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>How the stages of a stream cut their rows.</summary>
/// <param name="LeastPixels">The least width of a tile; 0 for an operator over whole tensors.</param>
/// <param name="InRowPairs">Whether stages that can compute two whole rows at once do so.</param>
internal readonly record struct Tiling(int LeastPixels, bool InRowPairs = false)
{
    /// <summary>No tiles: whole tensors.</summary>
    public static readonly Tiling None;

    /// <summary>Whole rows, one by one.</summary>
    public static readonly Tiling Rows = new(StreamStage.WholeRows);
}

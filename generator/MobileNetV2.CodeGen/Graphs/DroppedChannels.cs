namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Output channels of a filter that are not computed, and why.</summary>
/// <param name="Operator">Its number in the file.</param>
/// <param name="Tensor">The name of the output.</param>
/// <param name="Channels">That the operator has in the file.</param>
/// <param name="ZeroWeights">All their weights are zero.</param>
/// <param name="Constant">Every sum that can occur requantizes to the same value.</param>
/// <param name="Unread">They vary, but no weight that counts reads them.</param>
public sealed record DroppedChannels(int Operator, string Kind, string Tensor, int Channels, int ZeroWeights, int Constant, int Unread)
{
    public int Dropped => ZeroWeights + Constant + Unread;
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Channels that are not computed, in a line.</summary>
internal static class DroppedChannelsText
{
    /// <summary>Empty when there are none.</summary>
    public static string Of(ImmutableArray<DroppedChannels> dropped)
    {
        (int Count, string Reason)[] reasons =
        [
            (dropped.Sum(d => d.ZeroWeights), "have weights of zero only"),
            (dropped.Sum(d => d.Constant), "always come out as one value"),
            (dropped.Sum(d => d.Unread), "no weight reads"),
        ];
        return dropped.IsEmpty
            ? ""
            : $"{TensorText.Count(dropped.Sum(d => d.Dropped))} of {TensorText.Count(dropped.Sum(d => d.Channels))} channels of "
            + $"{dropped.Length} operators "
            + $"({string.Join(", ", reasons.Where(r => r.Count > 0).Select(r => $"{TensorText.Count(r.Count)} {r.Reason}"))})";
    }
}

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>Every element of a channel lies between these quantized values, both included, whatever the network's input is.</summary>
internal readonly record struct ChannelRange(int Min, int Max)
{
    public static ChannelRange Any { get; } = new(sbyte.MinValue, sbyte.MaxValue);

    public bool IsConstant => Min == Max;

    public ChannelRange Or(ChannelRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}

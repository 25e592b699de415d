using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Builder;

public sealed class MobileNetV2ChannelsTests
{
    [Theory]
    [InlineData(32, 1.0, 32)]
    [InlineData(32, 0.35, 16)] // 11.2 rounds to 8, which is below 90 %
    [InlineData(16, 0.35, 8)]
    [InlineData(24, 0.35, 8)]
    [InlineData(64, 0.35, 24)]
    [InlineData(96, 0.35, 32)]
    [InlineData(160, 0.35, 56)]
    [InlineData(320, 0.35, 112)]
    [InlineData(24, 0.75, 24)]
    [InlineData(160, 1.4, 224)]
    [InlineData(16, 0.1, 8)]
    public void Channels_are_multiples_of_8_not_below_90_percent(int channels, double width, int expected) =>
        Assert.Equal(expected, MobileNetV2Channels.Scaled(channels, width));

    [Theory]
    [InlineData(0.1, 1280)]
    [InlineData(1.0, 1280)]
    [InlineData(1.3, 1664)]
    [InlineData(1.4, 1792)]
    public void Features_grow_only_above_width_1(double width, int expected) =>
        Assert.Equal(expected, MobileNetV2Channels.Features(width));
}

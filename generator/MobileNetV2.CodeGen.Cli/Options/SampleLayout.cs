namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--layout</c>.</summary>
internal enum SampleLayout
{
    ChannelsLast,
    ChannelsFirst,
}

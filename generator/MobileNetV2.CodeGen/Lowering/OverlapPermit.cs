namespace MobileNetV2.CodeGen.Lowering;

/// <summary>
/// While <paramref name="Step"/> runs, <paramref name="Output"/> may share bytes with <paramref name="Input"/> when it begins low enough:
/// offset(Output) + DistanceBytes &lt;= offset(Input). Zero or less allows running in place.
/// </summary>
/// <remarks>Holds only when the input's last step and the output's first step are <paramref name="Step"/>.</remarks>
/// <param name="DistanceBytes">max over the kernel's writes of (end of the bytes written so far - first input byte still to be
/// read).</param>
internal sealed record OverlapPermit(int Step, BufferId Output, BufferId Input, int DistanceBytes);

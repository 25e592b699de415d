namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Stage <paramref name="Stage"/> produces output pixels [FirstColumn, EndColumn) of <paramref name="Row"/>;
/// a row is a tile as wide as the row.</summary>
/// <param name="Stage">Index into <see cref="StreamChain.Stages"/>, or <see cref="Push"/>.</param>
internal readonly record struct StreamEvent(int Stage, int Row, int FirstColumn, int EndColumn)
{
    /// <summary>The caller pushes a row of the network's input.</summary>
    public const int Push = -1;
}

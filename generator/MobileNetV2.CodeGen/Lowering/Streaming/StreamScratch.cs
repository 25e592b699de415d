namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>One buffer of working memory for all stages of a stream: they run one after the other.</summary>
/// <param name="role">What the memory is for.</param>
internal sealed class StreamScratch(ProgramBuilder program, int step, string role)
{
    /// <summary>Null until a stage asks.</summary>
    public BufferId? Buffer { get; private set; }

    public BufferId AtLeast(int sizeBytes)
    {
        Buffer ??= program.Local(BufferKind.Scratch, $"stream_{step}_{role}", sizeBytes, step);
        program.Grow(Buffer.Value, sizeBytes);
        return Buffer.Value;
    }
}

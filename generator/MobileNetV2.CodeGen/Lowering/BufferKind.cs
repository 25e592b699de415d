namespace MobileNetV2.CodeGen.Lowering;

internal enum BufferKind
{
    /// <summary>Written by the caller before the first step.</summary>
    Input,

    /// <summary>Read by the caller after the last step.</summary>
    Output,

    Activation,

    /// <summary>Working memory of one step.</summary>
    Scratch,

    /// <summary>The rows of a streamed tensor that are still needed; lives during one step.</summary>
    LineBuffer,
}

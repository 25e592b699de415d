namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--input-mode</c>: how the network gets its input.</summary>
public enum InputMode
{
    /// <summary>The whole input is in the arena.</summary>
    Frame,

    /// <summary>The caller pushes the input row by row: a camera's frame never exists in RAM.</summary>
    Rows,
}

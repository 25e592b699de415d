namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>How a stage's kernel gets its input.</summary>
internal enum StageKind
{
    /// <summary>Output pixel i needs input pixel i only.</summary>
    Pixelwise,

    /// <summary>Through pointers to the rows of its window.</summary>
    Window,

    /// <summary>Pixels are added to sums.</summary>
    Accumulating,
}

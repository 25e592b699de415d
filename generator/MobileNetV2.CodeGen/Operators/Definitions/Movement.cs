namespace MobileNetV2.CodeGen.Operators;

/// <summary>What becomes of the bytes of an operator's input.</summary>
internal enum Movement
{
    /// <summary>The output has values of its own.</summary>
    Computes,

    /// <summary>The output has the input's values at other places.</summary>
    Moves,

    /// <summary>The output is the input's bytes, in their order, under another shape: no byte needs to be written.</summary>
    Views,
}

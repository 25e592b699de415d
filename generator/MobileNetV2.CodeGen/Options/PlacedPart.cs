namespace MobileNetV2.CodeGen.Options;

/// <summary>What <c>--place part=region</c> puts somewhere.</summary>
public enum PlacedPart
{
    /// <summary>Activations and scratch, and what has no place of its own. Several regions may be named, the preferred one first.</summary>
    Arena,

    Input,

    Output,

    /// <summary>All constants.</summary>
    Weights,
}

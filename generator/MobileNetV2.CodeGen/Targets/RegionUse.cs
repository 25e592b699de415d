namespace MobileNetV2.CodeGen.Targets;

/// <summary>What a memory region is used for by default.</summary>
public enum RegionUse
{
    /// <summary>Code and constants.</summary>
    Flash,

    /// <summary>The arena.</summary>
    Arena,

    /// <summary>Stack and other data.</summary>
    Data,

    /// <summary>Only what is placed there by name.</summary>
    Spare,
}

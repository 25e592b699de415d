namespace MobileNetV2.CodeGen.Zoo;

/// <summary>What stands on the features of MobileNetV2.</summary>
public enum NetworkHead
{
    /// <summary>Scores of classes.</summary>
    Classify,

    /// <summary>SSDLite: boxes on six grids from a sixteenth of the resolution on.</summary>
    SsdLite,

    /// <summary>The class of every pixel, in the manner of DeepLab: dilated features at a sixteenth, enlarged.</summary>
    DeepLab,

    /// <summary>128 numbers of length 1.</summary>
    Embedding,

    /// <summary>Heat maps of 17 key points at an eighth of the resolution.</summary>
    Pose,

    /// <summary>A heat map of objects at an eighth of the resolution.</summary>
    Fomo,
}

namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--crop</c>: what becomes of a camera's picture whose sides have another ratio than the network's.</summary>
public enum CropMode
{
    /// <summary>The largest part in the middle that has the ratio.</summary>
    Center,

    /// <summary>All of it, stretched.</summary>
    None,

    /// <summary>All of it in its own ratio, between bars.</summary>
    Letterbox,
}

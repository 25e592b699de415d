namespace MobileNetV2.CodeGen.Kernels;

/// <summary>What one call of a kernel computes.</summary>
internal enum KernelForm
{
    /// <summary>A whole tensor.</summary>
    Tensor,

    /// <summary>Some neighbouring pixels, each from the pixels at the same place: to the kernel a tensor of one row.</summary>
    Pixels,

    /// <summary>Some neighbouring pixels of a row, from the rows of a window.</summary>
    Row,

    /// <summary>A row, from one row of each input: to the kernel tensors of one row.</summary>
    WholeRow,

    /// <summary>Adds some neighbouring pixels to sums; the last call writes the result.</summary>
    Sums,
}

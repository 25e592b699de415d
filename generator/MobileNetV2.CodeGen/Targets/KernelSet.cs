namespace MobileNetV2.CodeGen.Targets;

/// <summary>Which kernels the generated C calls.</summary>
public enum KernelSet
{
    /// <summary>What the target prefers.</summary>
    Auto,

    /// <summary>The official CMSIS-NN API where it has the operator, portable kernels elsewhere.</summary>
    CmsisNn,

    /// <summary>Plain C11 kernels of <c>runtime-c/</c> only.</summary>
    Portable,
}

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>How a kernel says that it succeeded.</summary>
internal enum StatusConvention
{
    /// <summary>Returns void: cannot fail.</summary>
    None,

    /// <summary>Returns <c>arm_cmsis_nn_status</c>; 0 is success.</summary>
    CmsisNn,
}

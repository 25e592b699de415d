using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Options;

/// <summary>What an installed CMSIS-NN means for the choice of kernels.</summary>
internal static class LinkedLibrary
{
    /// <summary>Who names a library wants to see it at work: then <see cref="KernelSet.Auto"/> means its kernels,
    /// on every target.</summary>
    /// <param name="cmsisNnFolder">Null when none is named.</param>
    public static CompileRequest Use(CompileRequest compile, string? cmsisNnFolder) =>
        cmsisNnFolder is not null && compile.Kernels == KernelSet.Auto ? compile with { Kernels = KernelSet.CmsisNn } : compile;
}

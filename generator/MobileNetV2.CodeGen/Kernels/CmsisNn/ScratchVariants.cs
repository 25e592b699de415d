using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Scratch bytes of a function in each build of the library.</summary>
internal readonly record struct ScratchVariants(int PlainBytes, int DspBytes, int MveBytes)
{
    public static ScratchVariants None => default;

    /// <summary>What the target's build needs. On the host any build may be linked, so the largest.</summary>
    public int For(Target target) => target switch
    {
        { Core: Core.Host } => Math.Max(PlainBytes, Math.Max(DspBytes, MveBytes)),
        { HasMve: true } => MveBytes,
        { HasDsp: true } => DspBytes,
        _ => PlainBytes,
    };
}

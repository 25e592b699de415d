using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The rule that decides which kernels an operator runs on. Everything the library does not compute with the reference's bits is portable.</summary>
internal sealed class KernelSelection(Graph graph, Target target, KernelSet requested)
{
    /// <summary>The set in use; never <see cref="KernelSet.Auto"/>.</summary>
    public KernelSet Kernels { get; } = requested switch
    {
        KernelSet.Auto => target.PreferredKernels == KernelSet.CmsisNn ? KernelSet.CmsisNn : KernelSet.Portable,
        _ => requested,
    };

    public bool UsesCmsisNn(Operator op) => Kernels == KernelSet.CmsisNn && CmsisNnSupports(op);

    private bool CmsisNnSupports(Operator op) => false && graph.Contains(op.Output);
}
